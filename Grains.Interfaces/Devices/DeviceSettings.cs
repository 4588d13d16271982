namespace HybridCalendar.Grains.Devices;

/// <summary>What an administrator sets for a device.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.device-settings")]
public sealed record DeviceSettings
{
    [Id(0)] public string DisplayName { get; init; } = "";

    [Id(1)] public DeviceLink Link { get; init; }

    /// <summary>Webex's id of the device, for <see cref="DeviceLink.WebexCloud"/>.</summary>
    [Id(2)] public string? WebexDeviceId { get; init; }
}

/// <summary>How a device is reached. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.device-link")]
public enum DeviceLink
{
    /// <summary>The device or panel subscribes to the gateway's stream.</summary>
    Gateway = 0,

    /// <summary>RoomOS registered to Webex: <c>Bookings.Put</c> through the cloud xAPI.</summary>
    WebexCloud = 1,
}
