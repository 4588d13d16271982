namespace HybridCalendar.Bench.Load;

/// <summary>How many calendars change when, on a working day.</summary>
internal static class WorkingDay
{
    /// <summary>Meetings that a scheduler makes, moves, renames or cancels in a room.</summary>
    public const double ChangesPerUser = 4;

    /// <summary>Of a day's changes, how many fall into each hour from 8 to 18: most in the morning, few at lunch. An assumption.</summary>
    private static readonly double[] s_shares = [0.08, 0.16, 0.17, 0.12, 0.06, 0.10, 0.13, 0.10, 0.06, 0.02];

    /// <summary>The hours of the day with the changes a second that so many users make.</summary>
    public static IEnumerable<(string Name, double PerSecond)> Hours(int users) =>
        s_shares.Select((share, hour) => ($"{8 + hour}:00", users * ChangesPerUser * share / 3600));
}
