namespace HybridCalendar.Grains.Series;

/// <summary>When a meeting that was made in Webex takes place there, which may be behind what its invitation says.</summary>
/// <param name="IsRecurring">Whether it repeats.</param>
/// <param name="LastEnd">When its last occurrence ends, UTC; null when there is none.</param>
public sealed record MadeMeeting(bool IsRecurring, DateTimeOffset? LastEnd)
{
    /// <summary>One that was made as the invitation says.</summary>
    public static MadeMeeting Of(MeetingSighting seen) => new(seen.Recurrence is not null, seen.LastEnd);

    /// <summary>Webex changes no meeting that is over.</summary>
    public bool IsOver(DateTimeOffset now) => LastEnd <= now;
}
