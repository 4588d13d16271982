namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>Which TMS system stands in the room of a mailbox.</summary>
/// <param name="Mailbox">The room mailbox's address, in lower case.</param>
/// <param name="SystemId">TMS's id of the system; null while only its name is known.</param>
/// <param name="SystemName">The system's name in TMS; may be empty when there is an id.</param>
public sealed record RoomMapping(string Mailbox, long? SystemId, string SystemName);
