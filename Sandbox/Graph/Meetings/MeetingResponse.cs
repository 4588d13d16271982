using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>An attendee's answer to an organizer.</summary>
/// <param name="UId">The meeting's iCalUId.</param>
/// <param name="From">Who answers.</param>
/// <param name="Slot">For an answer to one occurrence, its day.</param>
/// <param name="Status">The answer.</param>
internal sealed record MeetingResponse(string UId, Person From, LocalDate? Slot, ResponseStatus Status);
