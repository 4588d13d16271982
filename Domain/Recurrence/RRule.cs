using System.Globalization;
using HybridCalendar.Domain.Meetings;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>A recurrence as an RFC 5545 rule, which the Webex REST API takes.</summary>
public static class RRule
{
    private static readonly string[] s_days = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly InstantPattern s_until = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");

    /// <param name="master">A series' master.</param>
    /// <returns>The rule without <c>RRULE:</c>; null when the event does not repeat.</returns>
    public static string? Write(CalendarEvent master)
    {
        if (master.Recurrence is not { } rule || !EventTimes.IsUsable(master.Start)) return null;
        var times = EventTimes.OfSeries(master, []);
        return string.Create(CultureInfo.InvariantCulture, $"FREQ={Frequency(rule.Pattern)};INTERVAL={rule.Pattern.Interval}{By(rule.Pattern)}{Until(rule, times)}");
    }

    /// <summary>Reads back what <see cref="Write"/> wrote; it understands no other rules.</summary>
    /// <param name="text">The rule.</param>
    /// <param name="start">The date of the series' first occurrence in its zone.</param>
    /// <param name="timeZone">The series' zone.</param>
    /// <exception cref="FormatException">The text is no such rule.</exception>
    /// <exception cref="UnparsableValueException">Its last start is none.</exception>
    public static RecurrenceRule Read(string text, LocalDate start, string timeZone)
    {
        var parts = text.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1..] is [var value] ? value : "");
        var position = parts.TryGetValue("BYSETPOS", out var named) ? int.Parse(named, CultureInfo.InvariantCulture) : 0;
        var pattern = new RecurrencePattern
        {
            Type = TypeOf(parts),
            Interval = parts.TryGetValue("INTERVAL", out var interval) ? int.Parse(interval, CultureInfo.InvariantCulture) : 1,
            DaysOfWeek = parts.TryGetValue("BYDAY", out var days) && days.Length > 0 ? [.. days.Split(',').Select(Day)] : [],
            DayOfMonth = parts.TryGetValue("BYMONTHDAY", out var day) ? int.Parse(day.Split(',')[^1], CultureInfo.InvariantCulture) : 0,
            Month = parts.TryGetValue("BYMONTH", out var month) ? int.Parse(month, CultureInfo.InvariantCulture) : 0,
            Index = position < 0 ? WeekIndex.Last : (WeekIndex)Math.Max(0, position - 1),
            FirstDayOfWeek = parts.TryGetValue("WKST", out var first) ? Day(first) : IsoDayOfWeek.Sunday,
        };
        var zone = TimeZones.Find(timeZone) ?? DateTimeZone.Utc;
        LocalDate? end = parts.TryGetValue("UNTIL", out var until) ? s_until.Parse(until).Value.InZone(zone).Date : null;
        return new RecurrenceRule(pattern, new RecurrenceRange
        {
            Type = end is null ? RecurrenceRangeType.NoEnd : RecurrenceRangeType.EndDate,
            StartDate = start,
            EndDate = end,
            RecurrenceTimeZone = timeZone,
        });
    }

    private static RecurrencePatternType TypeOf(Dictionary<string, string> parts) => (parts.GetValueOrDefault("FREQ"), parts.ContainsKey("BYDAY")) switch
    {
        ("DAILY", _) => RecurrencePatternType.Daily,
        ("WEEKLY", _) => RecurrencePatternType.Weekly,
        ("MONTHLY", false) => RecurrencePatternType.AbsoluteMonthly,
        ("MONTHLY", true) => RecurrencePatternType.RelativeMonthly,
        ("YEARLY", false) => RecurrencePatternType.AbsoluteYearly,
        ("YEARLY", true) => RecurrencePatternType.RelativeYearly,
        _ => throw new FormatException("The rule names no frequency that is known."),
    };

    private static IsoDayOfWeek Day(string name) => Array.IndexOf(s_days, name) is var index and > 0
        ? (IsoDayOfWeek)index
        : throw new FormatException("The rule names a day of the week that does not exist.");

    private static string Frequency(RecurrencePattern pattern) => pattern.Type switch
    {
        RecurrencePatternType.Daily => "DAILY",
        RecurrencePatternType.Weekly => "WEEKLY",
        RecurrencePatternType.AbsoluteMonthly or RecurrencePatternType.RelativeMonthly => "MONTHLY",
        _ => "YEARLY",
    };

    private static string By(RecurrencePattern pattern) => pattern.Type switch
    {
        RecurrencePatternType.Weekly => $";BYDAY={Days(pattern)};WKST={s_days[(int)pattern.FirstDayOfWeek]}",
        RecurrencePatternType.AbsoluteMonthly => MonthDay(pattern.DayOfMonth),
        RecurrencePatternType.RelativeMonthly => $";BYDAY={Days(pattern)};BYSETPOS={Position(pattern.Index)}",
        RecurrencePatternType.AbsoluteYearly => $";BYMONTH={pattern.Month}{MonthDay(pattern.DayOfMonth)}",
        RecurrencePatternType.RelativeYearly => $";BYMONTH={pattern.Month};BYDAY={Days(pattern)};BYSETPOS={Position(pattern.Index)}",
        _ => "",
    };

    private static string Days(RecurrencePattern pattern) => string.Join(',', pattern.DaysOfWeek.Select(day => s_days[(int)day]));

    /// <summary>Exchange takes a month's last day for one that it does not have; an RFC 5545 rule would skip the month.</summary>
    private static string MonthDay(int day) => day > 28
        ? $";BYMONTHDAY={string.Join(',', Enumerable.Range(28, day - 27))};BYSETPOS=-1"
        : $";BYMONTHDAY={day}";

    private static int Position(WeekIndex index) => index == WeekIndex.Last ? -1 : (int)index + 1;

    /// <summary>
    /// The last start in UTC, as RFC 5545 wants it beside a start with a zone. Also a numbered range is written so: whoever takes the
    /// rule may begin with a later occurrence than the first.
    /// </summary>
    private static string Until(RecurrenceRule rule, EventTimes times)
    {
        var last = rule.Range.Type switch
        {
            RecurrenceRangeType.Numbered => new SeriesDates(rule).Last(),
            RecurrenceRangeType.EndDate => rule.Range.EndDate is { } end ? LocalDate.Min(end, new LocalDate(SeriesDates.LastYear, 12, 31)) : null,
            _ => null,
        };
        return last is { } day ? $";UNTIL={s_until.Format(TimeZones.ToInstant(day + times.Start.TimeOfDay, times.Zone))}" : "";
    }
}
