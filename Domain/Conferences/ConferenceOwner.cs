namespace HybridCalendar.Domain.Conferences;

/// <summary>For whom a conference is booked: the meeting's organizer.</summary>
/// <param name="Address">The organizer's mail address, by which TMS finds its user.</param>
/// <param name="Name">The name to show; may be empty.</param>
/// <param name="Zone">The Windows or IANA name of the zone of the organizer's mailbox, compared with the user's in TMS; empty compares nothing.</param>
public sealed record ConferenceOwner(string Address, string Name, string Zone);
