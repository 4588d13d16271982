namespace HybridCalendar.Grains.Conferences;

/// <summary>A room with a TMS system.</summary>
/// <param name="Mailbox">The room mailbox's address, as addresses are compared.</param>
/// <param name="SystemId">TMS's id of the system.</param>
/// <param name="SystemName">Its name in TMS, for people; may be empty.</param>
public sealed record TmsRoomRow(string Mailbox, long SystemId, string SystemName);
