namespace HybridCalendar.Grains.Rooms;

/// <summary>Why a workspace cannot be set up so: another one has its mailbox, or one of its devices.</summary>
/// <param name="Workspace">The other workspace's mail address.</param>
/// <param name="Device">The device that stands there; null when it is the mailbox.</param>
[GenerateSerializer, Immutable]
[Alias("hc.workspace-conflict")]
public sealed record WorkspaceConflict([property: Id(0)] string Workspace, [property: Id(1)] string? Device);
