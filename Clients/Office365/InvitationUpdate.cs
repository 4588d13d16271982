using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Clients.Office365;

/// <summary>What to write into an invitation. A null member leaves that part of the event as it is.</summary>
/// <param name="Body">The whole new body.</param>
/// <param name="Marker">
/// The new value of our own extended property, by which a later read recognizes what we wrote
/// (<see cref="CalendarEvent.Marker"/>). An empty string clears its meaning: Graph cannot remove the property.
/// </param>
public sealed record InvitationUpdate(EventBody? Body = null, string? Marker = null);
