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
        // Before the write: a crash between the two must not leave a workspace that nobody finishes.
        await this.RegisterOrUpdateReminder(DevicesReminder, s_longestShowPause, s_longestShowPause);
        _showsAgain = true;
        await WriteAsync(State with
        {
            IsRemoved = true,
            Settings = new WorkspaceSettings(),
            Leaving = [.. State.Leaving.Union(State.Settings.Devices)],
            Unshown = [],
        });
        await FinishRemovalAsync();
        return true;
    }

    private async Task FinishRemovalAsync()
    {
        await Services.Claims.ReleaseMailboxAsync(Mail);
        await Services.Catalog.DeleteWorkspaceAsync(Mail);
        await ClearLeavingAsync();
        await SwitchOffAsync();
        await FollowUpDevicesAsync();
        if (!State.Leaving.IsEmpty || !State.InTms.IsEmpty)
            return;
        if (await this.GetReminder(DevicesReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        await ClearAsync();
        DeactivateOnIdle();
    }
}
