using NodaTime;

namespace HybridCalendar.Clients.Webex;

/// <summary>
/// Fits a meeting into Webex's rules: 10 minutes to 23 h 59 min, counted after both ends were cut to whole minutes, and no start
/// before the next whole minute.
/// </summary>
internal static class MeetingTimes
{
    private static readonly Duration s_minute = Duration.FromMinutes(1);
    private static readonly Duration s_shortest = Duration.FromMinutes(10);
    private static readonly Duration s_longest = Duration.FromMinutes((24 * 60) - 1);

    /// <param name="start">Wanted start.</param>
    /// <param name="end">Wanted end.</param>
    /// <param name="now">The present; null for a series, whose wall time must stay.</param>
    public static (Instant Start, Instant End) Fit(Instant start, Instant end, Instant? now)
    {
        var first = WholeMinute(start);
        if (now is { } present)
            first = Instant.Max(first, WholeMinute(present) + s_minute);
        var length = WholeMinute(end) - first;
        return (first, first + Duration.Max(s_shortest, Duration.Min(s_longest, length)));
    }

    private static Instant WholeMinute(Instant time) => Instant.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 60 * 60);
}
