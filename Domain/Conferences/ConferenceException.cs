using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>An occurrence of a series that differs from the others.</summary>
/// <param name="Slot">The date on which the pattern has it, in the request's zone.</param>
/// <param name="Start">When it starts, as wall time in the request's zone.</param>
/// <param name="End">When it ends, exclusive, as wall time in the request's zone.</param>
public sealed record ConferenceException(LocalDate Slot, LocalDateTime Start, LocalDateTime End)
{
    /// <summary>Its own title; null for the series'.</summary>
    public string? Title { get; init; }

    /// <summary>The TMS systems invited to it; null for the series'.</summary>
    public IReadOnlyList<long>? Rooms { get; init; }
}
