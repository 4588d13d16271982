namespace HybridCalendar.Grains.Series;

/// <summary>When a meeting that was made in Webex takes place there, which may be behind what its invitation says.</summary>
/// <param name="IsRecurring">Whether it repeats.</param>
/// <param name="LastEnd">When its last occurrence ends, UTC; null when there is none.</param>
public sealed record MadeMeeting(bool IsRecurring, DateTimeOffset? LastEnd)
{
    /// <summary>What takes as long repeats each day in Webex; a day alone is cut by a minute.</summary>
    private static readonly TimeSpan s_severalDays = TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1);

    /// <summary>One that was made as the invitation says.</summary>
    public static MadeMeeting Of(MeetingSighting seen) =>
        new(seen.Recurrence is not null || seen.End - seen.Start >= s_severalDays, SightingTimes.EndForWebex(seen));

    /// <summary>Webex changes no meeting that is over.</summary>
    public bool IsOver(DateTimeOffset now) => LastEnd <= now;
}
