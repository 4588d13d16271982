using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What an organizer sends: the whole meeting as it is now, so that a receiver can always make its copy equal.</summary>
/// <param name="Meeting">The organizer's item.</param>
/// <param name="IsCancelled">The meeting, or the receiver's part in it, is off.</param>
/// <param name="IsForwarded">The receiver is not among the attendees.</param>
internal sealed record MeetingRequest(CalendarItem Meeting, bool IsCancelled, bool IsForwarded);
