using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>
/// The dates of a series by their number: each pattern is a closed formula, so that a date far from the start costs no
/// more than the first. All dates are in the recurrence's zone.
/// </summary>
internal sealed class SeriesDates
{
    /// <summary>Room is left to the calendar's own last year (9999) for ends, offsets and windows.</summary>
    public const int LastYear = 9980;

    private static readonly int s_lastDay = DaysOf(new LocalDate(LastYear, 12, 31));

    private readonly List<string> _warnings = [];
    private readonly Func<long, LocalDate?> _dateOf;
    private readonly long _count;
    private readonly LocalDate? _end;

    public SeriesDates(RecurrenceRule rule)
    {
        var start = rule.Range.StartDate;
        (_count, _end) = Limits(rule.Range);
        var interval = AtLeastOne(rule.Pattern.Interval);
        _dateOf = rule.Pattern.Type switch
        {
            RecurrencePatternType.Daily => number => Day(DaysOf(start) + number * interval),
            RecurrencePatternType.Weekly => Weekly(rule.Pattern, start, interval),
            RecurrencePatternType.AbsoluteMonthly => Monthly(DayOfMonth(rule.Pattern, start), start, FirstMonth(start), 1, interval),
            RecurrencePatternType.RelativeMonthly => Monthly(DayOfIndex(rule.Pattern, start), start, FirstMonth(start), 1, interval),
            RecurrencePatternType.AbsoluteYearly => Monthly(DayOfMonth(rule.Pattern, start), start, MonthOfYear(rule.Pattern, start), 12, interval),
            RecurrencePatternType.RelativeYearly => Monthly(DayOfIndex(rule.Pattern, start), start, MonthOfYear(rule.Pattern, start), 12, interval),
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Pattern.Type, "Unknown recurrence pattern type."),
        };
    }

    /// <summary>What was missing or out of bounds in the rule, and what was taken instead.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The dates from <paramref name="notBefore"/> on, in order.</summary>
    public IEnumerable<LocalDate> From(LocalDate notBefore)
    {
        for (var number = FirstAtOrAfter(notBefore); DateOf(number) is { } date; number++)
            yield return date;
    }

    /// <summary>The last date; null for a series without end and for one without any date.</summary>
    public LocalDate? Last()
    {
        if (_count == long.MaxValue && _end is null) return null;
        var next = FirstAtOrAfter(new LocalDate(LastYear + 1, 1, 1));
        return next > 0 ? DateOf(next - 1) : null;
    }

    private LocalDate? DateOf(long number) =>
        number < _count && _dateOf(number) is { } date && (_end is null || date <= _end) ? date : null;

    /// <summary>Dates rise with their number, so halving finds the first in some twenty steps.</summary>
    private long FirstAtOrAfter(LocalDate date)
    {
        long low = 0, high = s_lastDay + 1L - DaysOf(LocalDate.MinIsoValue);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (DateOf(middle) is { } candidate && candidate < date) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private (long Count, LocalDate? End) Limits(RecurrenceRange range)
    {
        switch (range.Type)
        {
            case RecurrenceRangeType.Numbered when range.NumberOfOccurrences < 1:
                _warnings.Add("The number of occurrences is missing or below 1; 1 was taken.");
                return (1, null);
            case RecurrenceRangeType.Numbered:
                return (range.NumberOfOccurrences, null);
            case RecurrenceRangeType.EndDate when range.EndDate is not { Year: > 1 }:
                _warnings.Add("The range's end date is missing; the series was taken as endless.");
                return (long.MaxValue, null);
            case RecurrenceRangeType.EndDate:
                if (range.EndDate < range.StartDate) _warnings.Add("The range ends before it starts.");
                return (long.MaxValue, range.EndDate);
            default:
                return (long.MaxValue, null);
        }
    }

    private long AtLeastOne(int interval)
    {
        if (interval >= 1) return interval;
        _warnings.Add("The pattern's interval is missing or below 1; 1 was taken.");
        return 1;
    }

    /// <summary>Weeks are counted from the first day of the week that holds the start date, whether or not that week has an occurrence.</summary>
    private Func<long, LocalDate?> Weekly(RecurrencePattern pattern, LocalDate start, long interval)
    {
        var weekStart = pattern.FirstDayOfWeek == IsoDayOfWeek.None ? IsoDayOfWeek.Sunday : pattern.FirstDayOfWeek;
        int Offset(IsoDayOfWeek day) => ((int)day - (int)weekStart + 7) % 7;
        var offsets = Days(pattern, start).Select(Offset).Order().ToArray();
        var week = DaysOf(start) - Offset(start.DayOfWeek);
        var skipped = offsets.Count(offset => offset < Offset(start.DayOfWeek));
        return number => Day(week + (number + skipped) / offsets.Length * interval * 7 + offsets[(number + skipped) % offsets.Length]);
    }

    /// <summary>One date a month or year. If the start's own period lies before the start, the next period is the first.</summary>
    private static Func<long, LocalDate?> Monthly(Func<YearMonth, LocalDate> dayIn, LocalDate start, long firstMonth, int period, long interval)
    {
        var first = Month(firstMonth) is { } month && dayIn(month) < start ? firstMonth + period : firstMonth;
        return number => Month(first + number * interval * period) is { } found ? dayIn(found) : null;
    }

    private Func<YearMonth, LocalDate> DayOfMonth(RecurrencePattern pattern, LocalDate start)
    {
        var day = pattern.DayOfMonth;
        if (day is < 1 or > 31)
        {
            _warnings.Add("The pattern's day of the month is missing or not 1 to 31; the start date's was taken.");
            day = start.Day;
        }

        return month => month.OnDayOfMonth(Math.Min(day, DaysIn(month)));
    }

    /// <summary>The index-th day among the set of days, not the index-th of each.</summary>
    private Func<YearMonth, LocalDate> DayOfIndex(RecurrencePattern pattern, LocalDate start)
    {
        var days = Days(pattern, start);
        return month =>
        {
            var fitting = Enumerable.Range(1, DaysIn(month)).Select(month.OnDayOfMonth).Where(date => days.Contains(date.DayOfWeek));
            return pattern.Index == WeekIndex.Last ? fitting.Last() : fitting.ElementAt((int)pattern.Index);
        };
    }

    private HashSet<IsoDayOfWeek> Days(RecurrencePattern pattern, LocalDate start)
    {
        var days = pattern.DaysOfWeek.Where(day => day != IsoDayOfWeek.None).ToHashSet();
        if (days.Count > 0) return days;
        _warnings.Add("The pattern names no day of the week; the start date's was taken.");
        return [start.DayOfWeek];
    }

    private long MonthOfYear(RecurrencePattern pattern, LocalDate start)
    {
        if (pattern.Month is >= 1 and <= 12) return start.Year * 12L + pattern.Month - 1;
        _warnings.Add("The pattern's month is missing or not 1 to 12; the start date's was taken.");
        return FirstMonth(start);
    }

    private static long FirstMonth(LocalDate start) => start.Year * 12L + start.Month - 1;

    private static YearMonth? Month(long months) => months / 12 <= LastYear ? new YearMonth((int)(months / 12), (int)(months % 12) + 1) : null;

    private static int DaysIn(YearMonth month) => CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month);

    private static LocalDate? Day(long days) => days <= s_lastDay ? new LocalDate(1970, 1, 1).PlusDays((int)days) : null;

    private static int DaysOf(LocalDate date) => Period.DaysBetween(new LocalDate(1970, 1, 1), date);
}
