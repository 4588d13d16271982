using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What Exchange tells an organizer when an invitee forwards the invitation.</summary>
/// <param name="UId">The meeting's iCalUId.</param>
/// <param name="To">Who was sent it.</param>
internal sealed record ForwardNotice(string UId, IReadOnlyList<Person> To);
