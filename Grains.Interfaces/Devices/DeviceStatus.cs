namespace HybridCalendar.Grains.Devices;

/// <summary>A device as the administration shows it. Times are UTC.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.device-status")]
public sealed record DeviceStatus
{
    [Id(0)] public required DeviceSettings Settings { get; init; }

    /// <summary>The list that the device must show.</summary>
    [Id(1)] public required DeviceList List { get; init; }

    /// <summary>The version that it has confirmed.</summary>
    [Id(2)] public long ConfirmedVersion { get; init; }

    [Id(3)] public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>Subscribers of the gateway's stream.</summary>
    [Id(4)] public int Subscribers { get; init; }

    /// <summary>Why the last delivery failed; null when it did not.</summary>
    [Id(5)] public string? Problem { get; init; }

    [Id(6)] public bool IsActivated { get; init; }
}
