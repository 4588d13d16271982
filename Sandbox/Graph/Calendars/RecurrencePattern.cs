using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>How often a series repeats. Fields a type does not use hold Graph's defaults.</summary>
/// <param name="Type">daily, weekly, absoluteMonthly, relativeMonthly, absoluteYearly or relativeYearly.</param>
/// <param name="Interval">Days, weeks, months or years between two periods, at least 1.</param>
/// <param name="Month">1 to 12 for yearly patterns, else 0.</param>
/// <param name="DayOfMonth">1 to 31 for absolute patterns, else 0; a day the month lacks means its last day.</param>
/// <param name="Days">The days of weekly and relative patterns.</param>
/// <param name="FirstDayOfWeek">Where a week begins, which matters for weekly patterns with an interval above 1.</param>
/// <param name="Index">first, second, third, fourth or last day among <paramref name="Days"/> for relative patterns.</param>
public sealed record RecurrencePattern(
    string Type, int Interval, int Month, int DayOfMonth, Weekdays Days, IsoDayOfWeek FirstDayOfWeek, string Index);
