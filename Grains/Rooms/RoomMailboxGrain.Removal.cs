using System.Collections.Immutable;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Rooms;

/// <content>
/// A workspace that is removed leaves the lists at once. What it must still tell its devices and TMS is kept until it is told: only then it is
/// forgotten.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    public async Task<bool> Remove()
    {
        if (!IsSetUp)
            return false;
        await BeginRemovalAsync(null);
        await FinishRemovalAsync();
        return true;
    }

    public async Task<WorkspaceUpdate?> Move(WorkspaceSettings read, string mailbox)
    {
        if (State.MovesTo is { } before)
            return before.Mailbox == mailbox ? new WorkspaceUpdate(await FinishRemovalAsync()) : new WorkspaceUpdate(IsStale: true);
        if (!IsSetUp || State.IsRemoved)
            return null;
        if (State.Settings != read)
            return new WorkspaceUpdate(IsStale: true);
        await BeginRemovalAsync(new RoomMove(mailbox, State.Settings));
        return new WorkspaceUpdate(await FinishRemovalAsync(isFirst: true));
    }

    private async Task BeginRemovalAsync(RoomMove? move)
    {
        // Before the write: a crash between the two must not leave a workspace that nobody finishes.
        await this.RegisterOrUpdateReminder(DevicesReminder, s_longestShowPause, s_longestShowPause);
        _showsAgain = true;
        await WriteAsync(State with
        {
            IsRemoved = true,
            MovesTo = move,
            Settings = new WorkspaceSettings(),
            Leaving = [.. State.Leaving.Union(State.Settings.Devices)],
            Unshown = [],
        });
    }

    /// <returns>Why the workspace cannot go where it was to go; it stays then, as it was.</returns>
    private async Task<WorkspaceConflict?> FinishRemovalAsync(bool isFirst = false)
    {
        await Services.Claims.ReleaseMailboxAsync(Mail);
        if (State.MovesTo is { } move && await HandOverAsync(move, isFirst) is { } conflict)
            return conflict;
        await Services.Catalog.DeleteWorkspaceAsync(Mail);
        await ClearLeavingAsync();
        await SwitchOffAsync();
        await FollowUpDevicesAsync();
        if (!State.Leaving.IsEmpty || !State.InTms.IsEmpty)
            return null;
        if (await this.GetReminder(DevicesReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        await ClearAsync();
        DeactivateOnIdle();
        return null;
    }

    /// <summary>The lists name the workspace until the other mailbox has it.</summary>
    private async Task<WorkspaceConflict?> HandOverAsync(RoomMove move, bool isFirst)
    {
        await ClearLeavingAsync();
        // A device that fails goes along: it is told there what to show.
        var failing = State.Leaving.Intersect(move.Settings.Devices).ToImmutableArray();
        await Services.Claims.ReleaseDevicesAsync(Mail, failing);
        await WriteAsync(State with { Leaving = State.Leaving.RemoveRange(failing) });
        var there = await GrainFactory.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(move.Mailbox)).ConfigureFrom(new WorkspaceSettings(), move.Settings);
        // Later it may be this workspace that was set up there, by a call whose answer was lost.
        if ((there.Conflict ?? (there.IsStale && isFirst ? new WorkspaceConflict(move.Mailbox, null) : null)) is { } conflict)
        {
            await Configure(move.Settings);
            return conflict;
        }
        await WriteAsync(State with { MovesTo = null });
        return null;
    }
}
