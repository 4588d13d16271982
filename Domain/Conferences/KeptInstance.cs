using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>
/// An instance that ran while its series was changed: TMS keeps it as it was, and the slot is not booked again however the series
/// is changed later.
/// </summary>
/// <param name="Slot">The date on which the pattern had it, in the request's zone.</param>
/// <param name="Start">When it started, as TMS holds it.</param>
/// <param name="End">When it ends, as TMS holds it.</param>
public sealed record KeptInstance(LocalDate Slot, Instant Start, Instant End)
{
    public bool IsRunning(Instant now) => Start <= now && now < End;
}
