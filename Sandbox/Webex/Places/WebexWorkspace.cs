namespace HybridCalendar.Sandbox.Webex;

/// <summary>A workspace: a place with a room mailbox and devices.</summary>
/// <param name="Id">Webex's id.</param>
/// <param name="DisplayName">Name of the place.</param>
/// <param name="Type"><c>meetingRoom</c>, <c>huddle</c> ...</param>
/// <param name="Capacity">Seats, or null.</param>
/// <param name="CalendarType"><c>none</c>, <c>google</c> or <c>microsoft</c>.</param>
/// <param name="CalendarEmail">The mailbox; null when the type is none.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Notes">Free text.</param>
public sealed record WebexWorkspace(
    string Id,
    string DisplayName,
    string Type,
    int? Capacity,
    string CalendarType,
    string? CalendarEmail,
    DateTimeOffset Created,
    string? Notes = null);
