using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Rooms;

/// <summary>What a room does with an invitation.</summary>
/// <param name="Copy">What it keeps in its calendar; nothing when it declined.</param>
/// <param name="Answers">What it tells the organizer, for the whole meeting or for single occurrences.</param>
internal sealed record BookingDecision(CalendarItem? Copy, IReadOnlyList<(LocalDate? Slot, ResponseStatus Status)> Answers);
