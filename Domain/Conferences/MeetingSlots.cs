using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>The slots of a meeting from now to the end of the booking window.</summary>
/// <param name="Regular">Consecutive slots of the pattern that are not over, in order.</param>
/// <param name="Apart">
/// Occurrences that are booked by themselves: moved ones of slots that are over or begun, which no series that is saved now can hold, and
/// those with rooms of a series without any.
/// </param>
/// <param name="NextStart">When the first occurrence starts that lies beyond the window; null when there is none.</param>
internal sealed record MeetingSlots(IReadOnlyList<PlannedSlot> Regular, IReadOnlyList<PlannedSlot> Apart, Instant? NextStart)
{
    /// <summary>Occurrences are not moved further than so much back from the slot that they are taken out of.</summary>
    private static readonly Period s_reach = Period.FromDays(370);

    public static PlannedSlot OfSingle(ConferenceRequest request)
    {
        var ev = ConferenceTimes.ToEvent(request);
        var times = EventTimes.OfSingle(ev, []);
        var occurrence = times.At(times.Start, ev, times.Start.Date);
        return new PlannedSlot(times.Start.Date, occurrence.Start, occurrence.End);
    }

    public static MeetingSlots Of(ConferenceRequest request, HashSet<LocalDate> kept, Instant now, Duration window)
    {
        var calendar = new MeetingCalendar(request, kept);
        var regular = new List<PlannedSlot>();
        var apart = new List<PlannedSlot>();
        Instant? next = null;
        foreach (var date in calendar.DatesFrom(now - s_reach.ToDuration()))
        {
            var slot = calendar.SlotOn(date);
            if (slot.IsRemoved || slot.End <= now)
            {
                slot = slot with { IsRemoved = true };
            }
            else if (slot.Start > now + window)
            {
                next = next is { } known && known < slot.Start ? known : slot.Start;
                if (slot.PatternStart > now + window)
                    break;
                slot = slot with { IsRemoved = true };
            }
            // In a series it would run at the pattern's time before it could be moved.
            var isApart = slot is { IsRemoved: false, Exception: not null } && (slot.PatternStart <= now || !request.HasParticipants);
            if (isApart)
                apart.Add(slot);
            if (slot.PatternStart <= now + window && slot.PatternEnd > now)
                regular.Add(isApart || !request.HasParticipants ? slot with { IsRemoved = true } : slot);
        }
        return new MeetingSlots(regular, apart, next);
    }
}
