namespace HybridCalendar.Sandbox;

/// <summary>A room with a mailbox, a workspace and a device.</summary>
/// <param name="Address">Address of the room mailbox.</param>
/// <param name="Name">Name of mailbox and workspace.</param>
/// <param name="Capacity">Seats.</param>
/// <param name="KeepsText">Whether Exchange leaves title and text in the room's copy (DeleteSubject, AddOrganizerToSubject, DeleteComments off).</param>
/// <param name="Device">Name of the device; Webex knows it, unless the room is on premises.</param>
public record WorldRoom(string Address, string Name, int Capacity, bool KeepsText, string Device);
