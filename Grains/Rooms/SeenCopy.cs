using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A meeting of somebody else in a room's mailbox, as a read showed it.</summary>
/// <param name="Event">The room's copy.</param>
/// <param name="OrganizersHasText">Whether the organizer's copy holds text; null when his mailbox is not watched.</param>
/// <param name="HasButton">Whether devices show a Join button for it.</param>
public sealed record SeenCopy(CalendarEvent Event, bool? OrganizersHasText, bool HasButton);
