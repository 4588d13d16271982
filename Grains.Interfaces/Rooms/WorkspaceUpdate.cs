namespace HybridCalendar.Grains.Rooms;

/// <summary>How a change of a workspace's settings ended.</summary>
/// <param name="Conflict">Which other workspace has the mailbox, or one of the devices; null when none has.</param>
/// <param name="IsStale">True when somebody else changed the settings in between.</param>
[GenerateSerializer, Immutable]
[Alias("hc.workspace-update")]
public sealed record WorkspaceUpdate([property: Id(0)] WorkspaceConflict? Conflict = null, [property: Id(1)] bool IsStale = false);
