namespace HybridCalendar.Grains.Series;

/// <summary>What an edit of a meeting changed. Stored: values are explicit and never change.</summary>
[Flags]
public enum MeetingChanges
{
    None = 0,
    Title = 1,

    /// <summary>Start, end or zone.</summary>
    Times = 2,
    Recurrence = 4,

    /// <summary>Keyword or link.</summary>
    Target = 8,
    Rooms = 16,
    People = 32,

    /// <summary>Occurrences were moved, changed, cancelled or restored.</summary>
    Occurrences = 64,

    /// <summary>The whole meeting was cancelled or deleted.</summary>
    Removed = 128,
}
