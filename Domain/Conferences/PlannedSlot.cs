using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>One date of a meeting's pattern, and what is to become of it.</summary>
/// <param name="Date">The date in the request's zone.</param>
/// <param name="PatternStart">When the pattern has it start; TMS names the instance by it.</param>
/// <param name="PatternEnd">When the pattern has it end.</param>
public sealed record PlannedSlot(LocalDate Date, Instant PatternStart, Instant PatternEnd)
{
    /// <summary>True when there is to be no instance: deleted in the calendar, over, kept as it was, or booked apart.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>What the calendar changed about this occurrence; null for a regular one.</summary>
    public ConferenceException? Exception { get; init; }

    /// <summary>When it starts.</summary>
    public Instant Start { get; init; } = PatternStart;

    /// <summary>When it ends.</summary>
    public Instant End { get; init; } = PatternEnd;
}
