using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>The starts that a pattern names.</summary>
internal static class PatternSlots
{
    public const int Most = 100;

    /// <param name="pattern">The pattern.</param>
    /// <param name="start">Where the series begins.</param>
    /// <param name="zone">Whose clock keeps the time of day.</param>
    public static IReadOnlyList<Instant> Of(TmsPattern pattern, Instant start, ZoneRules zone)
    {
        var first = zone.ToLocal(start);
        // Days are named in UTC, but the clock on the wall decides what recurs.
        var shift = Period.DaysBetween(start.InUtc().Date, first.Date);
        var days = pattern.Days.Select(day => (IsoDayOfWeek)(((int)day - 1 + shift + 7) % 7 + 1)).ToHashSet();
        var slots = new List<Instant>();
        foreach (var date in Dates(pattern, first.Date, days).Where(date => date >= first.Date))
        {
            var slot = zone.ToInstant(date + first.TimeOfDay);
            if (pattern.Until is { } until && slot.InUtc().Date > until)
                break;
            slots.Add(slot);
            if (slots.Count > Most)
                throw new TmsFault(TmsErrorCode.TooManyOccurrences, $"A series may have {Most} occurrences.");
            if (slots.Count == pattern.Count)
                break;
        }
        return slots.Count > 0 ? slots : throw TmsFault.Unspecified("The pattern has no occurrence.");
    }

    private static IEnumerable<LocalDate> Dates(TmsPattern pattern, LocalDate first, HashSet<IsoDayOfWeek> days) => pattern.Frequency switch
    {
        "Daily" => Steps(period => first.PlusDays(period * pattern.Interval)),
        "DailyWeekday" => Steps(first.PlusDays).Where(date => date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)),
        "Weekly" => Weeks(pattern, first, days),
        _ => Steps(period => Day(pattern, new LocalDate(first.Year, first.Month, 1).PlusMonths(period * pattern.Interval), days)),
    };

    private static IEnumerable<LocalDate> Weeks(TmsPattern pattern, LocalDate first, HashSet<IsoDayOfWeek> days)
    {
        var week = first.PlusDays(-((first.DayOfWeek - pattern.FirstDay + 7) % 7));
        return Steps(period => week.PlusDays(period / 7 * 7 * pattern.Interval + period % 7)).Where(date => days.Contains(date.DayOfWeek));
    }

    private static LocalDate Day(TmsPattern pattern, LocalDate month, HashSet<IsoDayOfWeek> days)
    {
        var length = CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);
        if (pattern.Position == 0)
            return month.PlusDays(Math.Min(pattern.MonthDay, length) - 1);
        var fitting = Enumerable.Range(0, length).Select(month.PlusDays).Where(date => days.Contains(date.DayOfWeek)).ToList();
        return pattern.Position < 0 ? fitting[^1] : fitting[Math.Min(pattern.Position, fitting.Count) - 1];
    }

    // Nothing that TMS accepts reaches further than this many steps.
    private static IEnumerable<LocalDate> Steps(Func<int, LocalDate> date) => Enumerable.Range(0, 10_000).Select(date);
}
