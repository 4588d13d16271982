using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>What TMS can express as one series. It counts days of the week and of the month in UTC.</summary>
internal static class PartPattern
{
    /// <summary>Every month has so many days; what TMS makes of a later day in a shorter month is not told.</summary>
    private const int DaysOfShortestMonth = 28;

    public static int DayShift(PlannedSlot slot) => Period.DaysBetween(slot.Date, slot.PatternStart.InUtc().Date);

    public static bool IsExpressible(RecurrencePattern pattern, PlannedSlot slot) => pattern.Type switch
    {
        RecurrencePatternType.Daily => true,
        // In which week a day falls that is another one in UTC, TMS does not tell; it matters only where weeks are left out.
        RecurrencePatternType.Weekly => pattern.Interval <= 1 || pattern.DaysOfWeek.Count <= 1 || DayShift(slot) == 0,
        RecurrencePatternType.AbsoluteMonthly => DayShift(slot) == 0 && DayOfMonth(pattern, slot) <= DaysOfShortestMonth,
        RecurrencePatternType.RelativeMonthly => DayShift(slot) == 0 && pattern.DaysOfWeek.Count <= 1,
        _ => false,
    };

    private static int DayOfMonth(RecurrencePattern pattern, PlannedSlot slot) => pattern.DayOfMonth is >= 1 and <= 31 ? pattern.DayOfMonth : slot.Date.Day;
}
