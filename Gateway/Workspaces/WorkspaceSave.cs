using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Gateway.Workspaces;

/// <summary>What came of saving a workspace.</summary>
/// <param name="Problems">What is wrong with the settings.</param>
/// <param name="Conflict">Which other workspace has the mailbox or a device.</param>
/// <param name="IsStale">Whether somebody else changed the settings since they were read.</param>
/// <param name="IsMissing">Whether there is no such workspace.</param>
/// <param name="IsTaken">With a conflict: whether the mailbox that a workspace was to get has a workspace of its own.</param>
/// <param name="IsAlias">With a conflict: whether the address that was given is another one of that mailbox, which has no workspace yet.</param>
internal sealed record WorkspaceSave(Problems Problems, WorkspaceConflict? Conflict = null, bool IsStale = false, bool IsMissing = false, bool IsTaken = false,
    bool IsAlias = false)
{
    public bool IsDone => !Problems.Any && Conflict is null && !IsStale && !IsMissing;

    /// <summary>A sentence about the conflict.</summary>
    public string? ConflictText => Conflict switch
    {
        null => null,
        _ when IsAlias => $"This is another address of the mailbox {Conflict.Workspace}: give that one.",
        _ when IsTaken => $"There is a workspace of the mailbox {Conflict.Workspace} already. Remove that one first.",
        { Device: { } device } => $"The device '{device}' stands in the workspace {Conflict.Workspace}. Take it out of that one first.",
        _ => $"The workspace {Conflict.Workspace} has this mailbox already: the two addresses lead to the same one.",
    };
}
