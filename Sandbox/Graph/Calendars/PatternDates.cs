using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>The days a pattern names, without its range.</summary>
internal static class PatternDates
{
    private static readonly LocalDate Latest = new(2200, 1, 1);

    /// <param name="pattern">The pattern.</param>
    /// <param name="start">The first day of the series: periods are counted from its week, month or year.</param>
    /// <param name="from">Days before this one may be left out.</param>
    public static IEnumerable<LocalDate> From(RecurrencePattern pattern, LocalDate start, LocalDate from)
    {
        var dates = pattern.Type switch
        {
            "daily" => Daily(pattern, start, from),
            "weekly" => Weekly(pattern, start, from),
            "absoluteMonthly" => Months(pattern, start, start.Month, from, 1, (year, month) => Clamp(year, month, pattern.DayOfMonth)),
            "relativeMonthly" => Months(pattern, start, start.Month, from, 1, (year, month) => Relative(year, month, pattern)),
            "absoluteYearly" => Months(pattern, start, pattern.Month, from, 12, (year, month) => Clamp(year, month, pattern.DayOfMonth)),
            _ => Months(pattern, start, pattern.Month, from, 12, (year, month) => Relative(year, month, pattern)),
        };
        foreach (var date in dates)
        {
            if (date > Latest)
                yield break;
            if (date >= start)
                yield return date;
        }
    }

    internal static Weekdays Of(LocalDate date) => (Weekdays)(1 << ((int)date.DayOfWeek % 7));

    private static IEnumerable<LocalDate> Daily(RecurrencePattern pattern, LocalDate start, LocalDate from)
    {
        var periods = Math.Max(0, Period.DaysBetween(start, from) / pattern.Interval);
        for (var date = start.PlusDays(periods * pattern.Interval); ; date = date.PlusDays(pattern.Interval))
            yield return date;
    }

    private static IEnumerable<LocalDate> Weekly(RecurrencePattern pattern, LocalDate start, LocalDate from)
    {
        var week = start.PlusDays(-((start.DayOfWeek - pattern.FirstDayOfWeek + 7) % 7));
        var days = pattern.Interval * 7;
        var periods = Math.Max(0, Period.DaysBetween(week, from) / days);
        for (week = week.PlusDays(periods * days); ; week = week.PlusDays(days))
        {
            for (var day = 0; day < 7; day++)
            {
                if (pattern.Days.HasFlag(Of(week.PlusDays(day))))
                    yield return week.PlusDays(day);
            }
        }
    }

    private static IEnumerable<LocalDate> Months(
        RecurrencePattern pattern, LocalDate start, int firstMonth, LocalDate from, int unit, Func<int, int, LocalDate> day)
    {
        var first = new LocalDate(start.Year, firstMonth, 1);
        // Intervals count from the first period that has a day of the series, not from the one that holds its start.
        if (day(first.Year, first.Month) < start)
            first = first.PlusMonths(unit);
        var step = pattern.Interval * unit;
        var periods = Math.Max(0, Period.Between(first, from, PeriodUnits.Months).Months / step);
        for (var month = first.PlusMonths(periods * step); ; month = month.PlusMonths(step))
            yield return day(month.Year, month.Month);
    }

    // Exchange takes the last day of a month that lacks the day, where RFC 5545 skips the month.
    private static LocalDate Clamp(int year, int month, int day) =>
        new(year, month, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(year, month)));

    private static LocalDate Relative(int year, int month, RecurrencePattern pattern)
    {
        var length = CalendarSystem.Iso.GetDaysInMonth(year, month);
        var wanted = pattern.Index switch { "first" => 1, "second" => 2, "third" => 3, "fourth" => 4, _ => 0 };
        var last = new LocalDate(year, month, 1);
        var found = 0;
        for (var day = 1; day <= length; day++)
        {
            var date = new LocalDate(year, month, day);
            if (!pattern.Days.HasFlag(Of(date)))
                continue;
            last = date;
            if (++found == wanted)
                break;
        }
        return last;
    }
}
