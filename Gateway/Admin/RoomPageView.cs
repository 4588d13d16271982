using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What the page of a room shows.</summary>
/// <param name="Report">All that tells why the room shows what it shows.</param>
/// <param name="Organization">What holds where the workspace has nothing of its own.</param>
/// <param name="Version">The tag of the settings in force.</param>
public sealed record RoomPageView(RoomReport Report, OrganizationSettings Organization, string Version)
{
    /// <summary>As they are in force, or as they were typed when something is wrong.</summary>
    public WorkspaceSettings Settings { get; init; } = Report.Settings;

    /// <summary>What is wrong with what was typed, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why nothing was saved, a sentence, or <c>stale</c> when somebody else changed it meanwhile; null when it was not refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>A device as it was typed when something is wrong.</summary>
    public NewDevice NewDevice { get; init; } = new("", new DeviceSettings());

    /// <summary>Another mailbox as it was typed when something is wrong.</summary>
    public string NewMailbox { get; init; } = "";

    /// <summary>An activation code that was just made.</summary>
    public ShownCode? Code { get; init; }

    /// <summary>Whether the calendar is being read again because somebody just asked for it.</summary>
    public bool IsReading { get; init; }

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; init; }
}

/// <summary>A device to be added.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Settings">What is set for it.</param>
public sealed record NewDevice(string Id, DeviceSettings Settings);

/// <summary>An activation code, shown once.</summary>
/// <param name="DeviceId">The device that it links.</param>
/// <param name="Code">What is typed at the device.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record ShownCode(string DeviceId, string Code, DateTimeOffset ExpiresAt);
