using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>The slots of a meeting from now to the end of the booking window.</summary>
/// <param name="Regular">Consecutive slots of the pattern that are not over, in order.</param>
/// <param name="Apart">Occurrences of slots that are over, moved to a time that is not: no series that begins now can hold them.</param>
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
        var ev = ConferenceTimes.ToEvent(request);
        var times = EventTimes.OfSeries(ev, []);
        var exceptions = request.Exceptions.GroupBy(exception => exception.Slot).ToDictionary(same => same.Key, same => same.Last());
        var gone = request.Cancellations.Concat(kept).ToHashSet();
        var regular = new List<PlannedSlot>();
        var apart = new List<PlannedSlot>();
        Instant? next = null;
        foreach (var date in new SeriesDates(ev.Recurrence!).From(times.EarliestDate(now - s_reach.ToDuration())))
        {
            var slot = Slot(date);
            if (slot.PatternStart > now + window)
            {
                if (slot.IsRemoved)
                    continue;
                next = next is { } known && known < slot.Start ? known : slot.Start;
                break;
            }
            if (slot.PatternEnd > now)
                regular.Add(slot);
            else if (!slot.IsRemoved && slot.Exception is not null)
                apart.Add(slot);
        }
        return new MeetingSlots(regular, apart, next);

        PlannedSlot Slot(LocalDate date)
        {
            var at = times.At(date + times.Start.TimeOfDay, ev, date);
            var slot = new PlannedSlot(date, at.Start, at.End);
            if (exceptions.TryGetValue(date, out var exception))
            {
                var start = TimeZones.ToInstant(exception.Start, times.Zone);
                slot = slot with { Exception = exception, Start = start, End = Instant.Max(start, TimeZones.ToInstant(exception.End, times.Zone)) };
            }
            if (slot.Start > now + window && slot.PatternStart <= now + window && !gone.Contains(date))
                next = next is { } known && known < slot.Start ? known : slot.Start;
            return slot with { IsRemoved = gone.Contains(date) || slot.End <= now || slot.Start > now + window && slot.PatternStart <= now + window };
        }
    }
}
