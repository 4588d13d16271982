using System.Collections.Immutable;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Devices;

/// <summary>What a device grain stores.</summary>
public sealed record DeviceState
{
    /// <summary>Null until an administrator makes the device.</summary>
    public DeviceSettings? Settings { get; init; }

    public DeviceList List { get; init; } = DeviceList.Empty;

    /// <summary>The version that the device is known to hold.</summary>
    public long ConfirmedVersion { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>How often the database had been restored when the list was shown.</summary>
    public long Restores { get; init; }

    /// <summary>Since when it does not hold the newest list, UTC; null when it does.</summary>
    public DateTimeOffset? BehindSince { get; init; }

    public string? Problem { get; init; }

    /// <summary>Alerts that were due while the device was not connected, the last ones: it is given them when it comes.</summary>
    public ImmutableArray<JoinAlert> Unheard { get; init; } = [];

    /// <summary>SHA-256 of the bearer token, hexadecimal.</summary>
    public string? TokenHash { get; init; }

    public PendingActivation? Activation { get; init; }

    /// <summary>What became of its lists.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>Whether a list waits to be sent through the Webex cloud.</summary>
    public bool MustDeliver => Settings is { Link: DeviceLink.WebexCloud } && ConfirmedVersion < List.Version;

    /// <summary>What stays of a device that is removed: versions go on, so that nobody takes another list for the one that he shows.</summary>
    public DeviceState Removed() => new() { Restores = Restores, List = List.Version == 0 ? List : new DeviceList(List.Version + 1, DeviceList.Empty.BookingsJson) };
}

/// <summary>An activation code that was not used yet.</summary>
/// <param name="CodeHash">SHA-256 of the code, hexadecimal.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="WrongTries">Guesses so far.</param>
public sealed record PendingActivation(string CodeHash, DateTimeOffset ExpiresAt, int WrongTries);
