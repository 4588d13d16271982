using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>
/// Cuts a meeting into conferences that TMS takes. What TMS would decline as a whole (more than 100 occurrences, no end, yearly,
/// days that only some months have) is booked in parts as far as the booking window reaches; a part grows while it can, so that
/// its address lasts long.
/// </summary>
public static class ConferencePlanner
{
    /// <summary>TMS declines longer series.</summary>
    public const int MostOccurrences = 100;

    /// <summary>What of the meeting is still to come, in parts.</summary>
    /// <param name="request">The meeting; what it says of parts and kept instances is not looked at.</param>
    /// <param name="living">The parts that TMS holds and that may be changed: they keep their numbers and, but the last, their ends.</param>
    /// <param name="lastNumber">The highest number used for a part of the meeting; 0 when there was none.</param>
    /// <param name="kept">The instances that stay as they are; their slots are not booked.</param>
    /// <param name="now">The present.</param>
    /// <param name="window">How far ahead TMS may be booked.</param>
    public static ConferencePlan Plan(
        ConferenceRequest request, IEnumerable<ConferencePart> living, int lastNumber, IReadOnlyList<KeptInstance> kept, Instant now, Duration window)
    {
        var known = living.OrderBy(part => part.First).ThenBy(part => part.Number).ToList();
        if (request.Recurrence is null)
            return Single(request, known, lastNumber, kept, now, window);
        var slots = MeetingSlots.Of(request, kept.Select(instance => instance.Slot).ToHashSet(), now, window);
        var parts = new List<PlannedPart>();
        var number = lastNumber;
        foreach (var apart in slots.Apart)
        {
            var own = known.Find(part => part.First == apart.Date && part.Last == apart.Date);
            if (own is not null)
                known.Remove(own);
            parts.Add(new PlannedPart(own?.Number ?? ++number, IsSeries: false, [apart]));
        }
        var rest = new Queue<PlannedSlot>(slots.Regular);
        for (var index = 0; index < known.Count; index++)
        {
            var last = index == known.Count - 1 ? LocalDate.MaxIsoValue : known[index].Last;
            if (Take(request.Recurrence.Pattern, rest, last) is { } part)
                parts.Add(part with { Number = known[index].Number });
        }
        while (Take(request.Recurrence.Pattern, rest, LocalDate.MaxIsoValue) is { } part)
            parts.Add(part with { Number = ++number });
        return new ConferencePlan([.. parts.OrderBy(part => part.Instances.Min(slot => slot.Start))], slots.NextStart);
    }

    /// <summary>Whether the calendar still has an instance that runs where TMS has it; what differs is kept in TMS as it was.</summary>
    public static bool IsAsWanted(ConferenceRequest request, KeptInstance running)
    {
        if (request.Recurrence is null)
            return false;
        var calendar = new MeetingCalendar(request, []);
        return calendar.Has(running.Slot) && calendar.SlotOn(running.Slot) is { IsRemoved: false } slot && slot.Start == running.Start && slot.End == running.End;
    }

    /// <summary>
    /// Whether a single meeting is to come at quite another time than the conference that runs for it. That one goes on to its end, and the
    /// meeting needs another.
    /// </summary>
    /// <param name="request">A request without a recurrence.</param>
    /// <param name="start">When the conference that runs started.</param>
    /// <param name="end">When it ends.</param>
    /// <param name="now">The present.</param>
    public static bool IsMovedAway(ConferenceRequest request, Instant start, Instant end, Instant now)
    {
        var slot = MeetingSlots.OfSingle(request);
        return slot.End > now && (slot.Start >= end || slot.End <= start);
    }

    private static ConferencePlan Single(
        ConferenceRequest request, List<ConferencePart> known, int lastNumber, IReadOnlyList<KeptInstance> kept, Instant now, Duration window)
    {
        var slot = MeetingSlots.OfSingle(request);
        // A series became one meeting while an instance ran that is this very meeting.
        if (slot.End <= now || kept.Any(instance => instance.Start < slot.End && slot.Start < instance.End))
            return new ConferencePlan([], null);
        if (slot.Start > now + window)
            return new ConferencePlan([], slot.Start);
        // TMS changes nothing that is over: what is taken out of the past is booked anew.
        return new ConferencePlan([new PlannedPart(known.Count > 0 ? known[0].Number : lastNumber + 1, IsSeries: false, [slot])], null);
    }

    /// <summary>Takes the slots that can be one conference; null when none of those up to <paramref name="last"/> takes place.</summary>
    private static PlannedPart? Take(RecurrencePattern pattern, Queue<PlannedSlot> rest, LocalDate last)
    {
        while (rest.TryPeek(out var gone) && gone.IsRemoved)
            rest.Dequeue();
        if (!rest.TryPeek(out var first) || first.Date > last)
            return null;
        var isSeries = PartPattern.IsExpressible(pattern, first);
        var most = isSeries ? MostOccurrences : 1;
        var shift = PartPattern.DayShift(first);
        var taken = new List<PlannedSlot>();
        while (taken.Count < most && rest.TryPeek(out var slot) && slot.Date <= last && PartPattern.DayShift(slot) == shift)
            taken.Add(rest.Dequeue());
        while (taken[^1].IsRemoved)
            taken.RemoveAt(taken.Count - 1);
        return new PlannedPart(0, isSeries, taken);
    }
}
