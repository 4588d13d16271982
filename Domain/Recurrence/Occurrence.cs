using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>One time at which a meeting takes place.</summary>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends (exclusive); never before <paramref name="Start"/>.</param>
/// <param name="Event">Whose subject, body and location hold for it: the single event, the master, or the exception.</param>
/// <param name="Slot">The pattern's date in the recurrence's zone, for an occurrence of an expanded series; a moved one keeps it.</param>
public sealed record Occurrence(Instant Start, Instant End, CalendarEvent Event, LocalDate? Slot);

/// <summary>The occurrences of an event in a window, ordered by start.</summary>
/// <param name="Items">The occurrences.</param>
/// <param name="Truncated">True when the window holds more than were asked for.</param>
/// <param name="Warnings">What the event lacked or had wrong, and what was taken instead; free of the meeting's content.</param>
public sealed record OccurrenceList(IReadOnlyList<Occurrence> Items, bool Truncated, IReadOnlyList<string> Warnings);

/// <summary>Which occurrences belong to a window [from, to).</summary>
public enum WindowRule
{
    /// <summary>Those that start in it.</summary>
    StartsWithin,

    /// <summary>Those of which some part lies in it.</summary>
    Overlaps,
}
