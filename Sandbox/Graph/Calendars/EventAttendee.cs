namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Someone or something invited; answers are kept apart, with the event.</summary>
/// <param name="Address">SMTP address as the organizer wrote it.</param>
/// <param name="Name">Display name.</param>
/// <param name="Type">required, optional or resource.</param>
public sealed record EventAttendee(string Address, string Name, string Type);
