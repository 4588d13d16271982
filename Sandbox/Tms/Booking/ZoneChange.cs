using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>When the clocks change each year, in wall time.</summary>
internal sealed class ZoneChange
{
    private readonly int _second;
    private readonly XElement _rule;

    private ZoneChange(int second, XElement rule) => (_second, _rule) = (second, rule);

    public static ZoneChange Read(XElement? element)
    {
        var rule = element?.Child("AbsoluteRule") ?? element?.Child("RelativeRule");
        if (element is null || rule is null)
            throw Bad("needs an absolute or a relative rule for both changes");
        var second = element.Number("ChangeSecondAtDay");
        if (second is < 0 or > 86399)
            throw Bad("has a ChangeSecondAtDay that is not within a day");
        if (rule.Number("Month") is < 1 or > 12)
            throw Bad("has a Month that is none");
        if (rule.Name.LocalName == "AbsoluteRule" ? rule.Number("DayOfMonth") is < 1 or > 31 : rule.Number("DayOfTheWeek") is < 0 or > 6 || Week(rule) is < 1 or > 5)
            throw Bad("has a day that is none");
        return new ZoneChange((int)second, rule);
    }

    public LocalDateTime In(int year)
    {
        var month = (int)_rule.Number("Month");
        var length = CalendarSystem.Iso.GetDaysInMonth(year, month);
        return new LocalDate(year, month, Day(year, month, length)).AtMidnight().PlusSeconds(_second);
    }

    private int Day(int year, int month, int length)
    {
        if (_rule.Name.LocalName == "AbsoluteRule")
            return Math.Min((int)_rule.Number("DayOfMonth"), length);
        // 0 is Sunday here and 7 in NodaTime.
        var wanted = (int)_rule.Number("DayOfTheWeek");
        var first = 1 + (wanted - (int)new LocalDate(year, month, 1).DayOfWeek % 7 + 7) % 7;
        var day = first + 7 * (Week(_rule) - 1);
        return day > length ? day - 7 : day;
    }

    private static int Week(XElement rule) => rule.Text("WeekOfTheMonthIndex").Length > 0 ? (int)rule.Number("WeekOfTheMonthIndex") : 5;

    private static TmsFault Bad(string why) => new(TmsErrorCode.BadTimeZoneRule, $"A time zone rule {why}.");
}
