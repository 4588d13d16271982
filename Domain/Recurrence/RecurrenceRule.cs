using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>Graph's <c>patternedRecurrence</c>: how often, and for how long.</summary>
public sealed record RecurrenceRule(RecurrencePattern Pattern, RecurrenceRange Range);

/// <summary>Graph's <c>recurrencePattern</c>. A field that the type does not use is ignored.</summary>
public sealed record RecurrencePattern
{
    public required RecurrencePatternType Type { get; init; }

    /// <summary>Days, weeks, months or years between occurrences, at least 1.</summary>
    public int Interval { get; init; } = 1;

    public IReadOnlyList<IsoDayOfWeek> DaysOfWeek { get; init; } = [];

    /// <summary>1 to 31; a day past the month's end is its last day.</summary>
    public int DayOfMonth { get; init; }

    /// <summary>1 to 12, for yearly patterns.</summary>
    public int Month { get; init; }

    public WeekIndex Index { get; init; } = WeekIndex.First;

    public IsoDayOfWeek FirstDayOfWeek { get; init; } = IsoDayOfWeek.Sunday;
}

/// <summary>Graph's <c>recurrenceRange</c>.</summary>
public sealed record RecurrenceRange
{
    public required RecurrenceRangeType Type { get; init; }

    public required LocalDate StartDate { get; init; }

    /// <summary>The last day on which an occurrence may start, for <see cref="RecurrenceRangeType.EndDate"/>.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>How many occurrences there are, for <see cref="RecurrenceRangeType.Numbered"/>.</summary>
    public int NumberOfOccurrences { get; init; }

    /// <summary>The zone of the range's dates; null means the event's own.</summary>
    public string? RecurrenceTimeZone { get; init; }
}

/// <summary>Graph's <c>recurrencePatternType</c>.</summary>
public enum RecurrencePatternType
{
    Daily,
    Weekly,
    AbsoluteMonthly,
    RelativeMonthly,
    AbsoluteYearly,
    RelativeYearly,
}

/// <summary>Graph's <c>recurrenceRangeType</c>.</summary>
public enum RecurrenceRangeType
{
    EndDate,
    NoEnd,
    Numbered,
}

/// <summary>Graph's <c>weekIndex</c>.</summary>
public enum WeekIndex
{
    First,
    Second,
    Third,
    Fourth,
    Last,
}
