using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>What TMS is to hold of a meeting now.</summary>
/// <param name="Parts">The conferences, in order of time.</param>
/// <param name="NextStart">When the first occurrence starts that lies beyond the booking window; null when there is none.</param>
public sealed record ConferencePlan(IReadOnlyList<PlannedPart> Parts, Instant? NextStart)
{
    /// <summary>
    /// When to plan again although nothing changed: while half of the booking window is still covered, and when the next part's
    /// occurrence is the next, as then its address holds. Null when there is no need.
    /// </summary>
    public Instant? PlanAgainAt(Instant now, Duration window)
    {
        var further = NextStart is { } next ? Instant.Max(now + Duration.FromDays(1), next - window / 2) : (Instant?)null;
        var boundary = Parts.Count > 1 ? EndBefore(Parts[1].Instances.Min(slot => slot.Start)) : (Instant?)null;
        return further is null || boundary < further ? boundary ?? further : further;
    }

    /// <summary>When the last occurrence of the first part ends that does not start later than the next part's first.</summary>
    private Instant EndBefore(Instant next) => Parts[0].Instances.Where(slot => slot.Start <= next).Max(slot => slot.End);
}
