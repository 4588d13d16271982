using System.Globalization;
using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>Writes a recurrence as an RFC 5545 rule, which the Webex REST API takes.</summary>
public static class RRule
{
    private static readonly string[] s_days = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <param name="rule">The recurrence.</param>
    /// <param name="start">Wall time of the first start: an end date lasts until that time of the day.</param>
    /// <returns>The rule without <c>RRULE:</c>.</returns>
    public static string Write(RecurrenceRule rule, LocalDateTime start) =>
        string.Create(CultureInfo.InvariantCulture, $"FREQ={Frequency(rule.Pattern)};INTERVAL={rule.Pattern.Interval}{By(rule.Pattern)}{Until(rule.Range, start)}");

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

    private static string Until(RecurrenceRange range, LocalDateTime start) => range.Type switch
    {
        RecurrenceRangeType.Numbered => $";COUNT={range.NumberOfOccurrences}",
        RecurrenceRangeType.EndDate when range.EndDate is { } end => $";UNTIL={end.At(start.TimeOfDay):uuuuMMdd'T'HHmmss}",
        _ => "",
    };
}
