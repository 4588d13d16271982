using System.Xml.Linq;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Writes a stretch of a series as TMS's recurrence. Only what <see cref="ConferencePlanner"/> made a series is expressible.</summary>
internal static class PatternWriter
{
    private static readonly XNamespace Ns = TmsNames.Booking;

    public static XElement Write(RecurrencePattern pattern, PlannedPart part) => new(Ns + "RecurrencePattern",
        new XElement(Ns + "FrequencyType", Frequency(pattern.Type)),
        new XElement(Ns + "Interval", Math.Max(1, pattern.Interval)),
        Days(pattern, part) is { Count: > 0 } days ? new XElement(Ns + "DaysOfWeek", days.Select(day => new XElement(Ns + "DayOfWeek", day.ToString()))) : null,
        new XElement(Ns + "FirstDayOfWeek", (pattern.FirstDayOfWeek == IsoDayOfWeek.None ? IsoDayOfWeek.Sunday : pattern.FirstDayOfWeek).ToString()),
        new XElement(Ns + "BySetPosition", pattern.Type == RecurrencePatternType.RelativeMonthly ? Position(pattern.Index) : 0),
        pattern.Type == RecurrencePatternType.AbsoluteMonthly ? new XElement(Ns + "ByMonthDay", part.First.Day) : null,
        new XElement(Ns + "PatternEndType", "EndByInstances"),
        new XElement(Ns + "PatternInstances", part.Slots.Count),
        new XElement(Ns + "Exceptions", part.Slots.Where(slot => slot.IsRemoved).Select(Deleted)));

    /// <summary>An occurrence that is moved is saved by itself afterwards: which bits TMS wants for it here is not told.</summary>
    private static XElement Deleted(PlannedSlot slot) => new(Ns + "RecurrenceException",
        new XElement(Ns + "ExceptionType", "DELETE"),
        new XElement(Ns + "RecurrenceIdUTC", TmsDate.Write(slot.PatternStart)),
        new XElement(Ns + "RecurrenceIdRange", "None"),
        new XElement(Ns + "ModifiedMask", 0));

    private static string Frequency(RecurrencePatternType type) => type switch
    {
        RecurrencePatternType.Daily => "Daily",
        RecurrencePatternType.Weekly => "Weekly",
        RecurrencePatternType.AbsoluteMonthly or RecurrencePatternType.RelativeMonthly => "Monthly",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "TMS has no such recurrence."),
    };

    /// <summary>Days of the week as they are in UTC.</summary>
    private static List<IsoDayOfWeek> Days(RecurrencePattern pattern, PlannedPart part)
    {
        if (pattern.Type is not (RecurrencePatternType.Weekly or RecurrencePatternType.RelativeMonthly))
            return [];
        var local = pattern.DaysOfWeek.Where(day => day != IsoDayOfWeek.None).DefaultIfEmpty(part.First.DayOfWeek);
        return [.. local.Select(day => (IsoDayOfWeek)(((int)day - 1 + part.DayShift + 7) % 7 + 1)).Distinct().Order()];
    }

    private static int Position(WeekIndex index) => index == WeekIndex.Last ? -1 : (int)index + 1;
}
