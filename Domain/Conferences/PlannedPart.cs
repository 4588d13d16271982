using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>One conference as TMS is to hold it.</summary>
/// <param name="Number">Its number among the meeting's parts.</param>
/// <param name="IsSeries">False for a conference that is booked as a single one.</param>
/// <param name="Slots">The pattern's slots in order, without gap; the first and the last are not removed.</param>
public sealed record PlannedPart(int Number, bool IsSeries, IReadOnlyList<PlannedSlot> Slots)
{
    /// <summary>The slots that take place.</summary>
    public IEnumerable<PlannedSlot> Instances => Slots.Where(slot => !slot.IsRemoved);

    public LocalDate First => Slots[0].Date;

    public LocalDate Last => Slots[^1].Date;

    /// <summary>When the last one ends.</summary>
    public Instant Until => Instances.Max(slot => slot.End);

    /// <summary>Days from a slot's date in the zone to its date in UTC: -1, 0 or 1; the same for all slots.</summary>
    public int DayShift => PartPattern.DayShift(Slots[0]);
}
