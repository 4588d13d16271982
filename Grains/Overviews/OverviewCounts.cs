namespace HybridCalendar.Grains.Overviews;

/// <summary>How many there are of what an administrator looks after.</summary>
public sealed record OverviewCounts
{
    /// <summary>Users that are enabled for the service.</summary>
    public long UsersEnabled { get; init; }

    /// <summary>Workspaces whose calendar is on.</summary>
    public long RoomsOn { get; init; }

    /// <summary>All workspaces.</summary>
    public long Rooms { get; init; }

    /// <summary>Users whose mailbox has a problem that takes buttons away.</summary>
    public long UsersWithProblem { get; init; }

    /// <summary>Workspaces whose mailbox has such a problem.</summary>
    public long RoomsWithProblem { get; init; }

    /// <summary>Devices that are reached through the Webex cloud.</summary>
    public long CloudDevices { get; init; }

    /// <summary>Devices and panels that subscribe to the gateway.</summary>
    public long Panels { get; init; }

    /// <summary>Those of them that are connected now.</summary>
    public long PanelsConnected { get; init; }

    /// <summary>Panels that stand in a workspace and are not connected.</summary>
    public long PanelsAway { get; init; }

    /// <summary>Devices that do not take their list.</summary>
    public long DevicesWithProblem { get; init; }

    /// <summary>Meetings that a room shows with a Join button today (UTC); one that is in two rooms counts twice.</summary>
    public long ButtonsToday { get; init; }
}
