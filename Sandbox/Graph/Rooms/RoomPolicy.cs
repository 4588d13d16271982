namespace HybridCalendar.Sandbox.Graph.Rooms;

/// <summary>How a room handles invitations: the switches of Set-CalendarProcessing, with its names and its defaults.</summary>
public sealed record RoomPolicy
{
    /// <summary>Who answers.</summary>
    public AutomateProcessing AutomateProcessing { get; init; } = AutomateProcessing.AutoAccept;
    /// <summary>The title is removed from the room's copy.</summary>
    public bool DeleteSubject { get; init; } = true;
    /// <summary>The organizer's name is put before the title.</summary>
    public bool AddOrganizerToSubject { get; init; } = true;
    /// <summary>The text is removed from the room's copy.</summary>
    public bool DeleteComments { get; init; } = true;
    /// <summary>A private meeting is not private in the room's copy.</summary>
    public bool RemovePrivateProperty { get; init; } = true;
    /// <summary>Two meetings at once are fine.</summary>
    public bool AllowConflicts { get; init; }
    /// <summary>Percentage of a series' occurrences that may conflict before the whole series is declined.</summary>
    public int ConflictPercentageAllowed { get; init; }
    /// <summary>Number of a series' occurrences that may conflict before the whole series is declined.</summary>
    public int MaximumConflictInstances { get; init; }
    /// <summary>Series are accepted at all.</summary>
    public bool AllowRecurringMeetings { get; init; } = true;
    /// <summary>Days ahead that can be booked.</summary>
    public int BookingWindowInDays { get; init; } = 180;
    /// <summary>A series that runs past the window is declined; if off, it is accepted up to there.</summary>
    public bool EnforceSchedulingHorizon { get; init; } = true;
    /// <summary>Longest occurrence in minutes; 0 means any.</summary>
    public int MaximumDurationInMinutes { get; init; } = 1440;
    /// <summary>Invitations from other mail domains are answered too.</summary>
    public bool ProcessExternalMeetingMessages { get; init; }
    /// <summary>False: a delegate must approve, and the meeting stays tentative until then (AllBookInPolicy off, AllRequestInPolicy on).</summary>
    public bool AllBookInPolicy { get; init; } = true;
}
