using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>On which days of the week a series may take place, by UTC; bit 0 is Monday. Rather a day too many than one too few.</summary>
public static class SeriesWeekdays
{
    /// <summary>All of them.</summary>
    public const long Every = 127;
    private const long Day = 86_400_000;
    private static readonly string[] s_names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <param name="times">When the series takes place.</param>
    public static long Of(SeriesTimes times)
    {
        if (DaysOf(times.Rule) is not { } days || DateTimeZoneProviders.Tzdb.GetZoneOrNull(times.Zone) is not { } zone)
            return Every;
        var (start, length) = (Instant.FromUnixTimeMilliseconds(times.First[0]), times.First[1] - times.First[0]);
        var local = start.InZone(zone).TimeOfDay.TickOfDay / NodaConstants.TicksPerMillisecond;
        // Clocks change: each day of the pattern may begin and end on one by UTC or on the next.
        var first = FloorDays(local - (long)zone.MaxOffset.ToTimeSpan().TotalMilliseconds);
        var last = FloorDays(local - (long)zone.MinOffset.ToTimeSpan().TotalMilliseconds + length);
        var all = Span(times.First[0], times.First[1]);
        foreach (var day in days)
            all |= Span((day + first) * Day, (day + last) * Day, monday: 0);
        return times.Moved.Aggregate(all, (sum, moved) => sum | Span(moved[1], moved[2]));
    }

    /// <summary>The bit of the day that begins at a moment.</summary>
    /// <param name="midnight">UTC milliseconds since 1970.</param>
    public static long Bit(long midnight) => Span(midnight, midnight);

    /// <summary>All days from one moment to another; 1970 began on a Thursday.</summary>
    private static long Span(long starts, long ends, int monday = 3)
    {
        var bits = 0L;
        var (first, last) = (FloorDays(starts), FloorDays(ends));
        for (var day = first; day <= last && day - first < 7; day++)
            bits |= 1L << (int)((((day + monday) % 7) + 7) % 7);
        return bits;
    }

    private static long FloorDays(long milliseconds) => (long)Math.Floor(milliseconds / (double)Day);

    /// <returns>Days of a pattern by the week, Monday is 0; null for any other pattern.</returns>
    private static List<int>? DaysOf(string rule)
    {
        var parts = rule.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        if (parts.GetValueOrDefault("FREQ") != "WEEKLY" || !parts.TryGetValue("BYDAY", out var names))
            return null;
        var days = names.Split(',').Select(name => Array.IndexOf(s_names, name)).ToList();
        return days.Contains(-1) ? null : days;
    }
}
