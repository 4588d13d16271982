namespace HybridCalendar.Grains.Conferences;

/// <summary>A room whose TMS system was changed.</summary>
/// <param name="Mailbox">The room.</param>
/// <param name="Change">Names the change.</param>
public sealed record TmsRoomChange(string Mailbox, string Change);
