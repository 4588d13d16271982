namespace HybridCalendar.Grains.Rooms;

/// <summary>Where a workspace goes that gets another room mailbox.</summary>
/// <param name="Mailbox">The other mailbox's address.</param>
/// <param name="Settings">What holds there from then on.</param>
public sealed record RoomMove(string Mailbox, WorkspaceSettings Settings);
