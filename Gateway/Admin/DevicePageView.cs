using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What the page of a device shows.</summary>
/// <param name="Id">The device's id.</param>
/// <param name="Status">How it is.</param>
/// <param name="Report">The same in words.</param>
/// <param name="Workspace">Mail address of the workspace that it stands in; null when in none.</param>
/// <param name="Version">The tag of the settings in force.</param>
public sealed record DevicePageView(string Id, DeviceStatus Status, RoomDevice Report, string? Workspace, string Version)
{
    /// <summary>As they are in force, or as they were typed when something is wrong.</summary>
    public DeviceSettings Settings { get; init; } = Status.Settings;

    /// <summary>What is wrong with what was typed, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why nothing was done, a sentence; null when it was not refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether somebody else changed it since it was read.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether it was just saved.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Whether its token was just taken away.</summary>
    public bool IsRevoked { get; init; }
}
