namespace HybridCalendar.Grains.Users;

/// <content>
/// A user who is removed is switched off first, so that rooms take what their own copies say. What stands in his invitations stays; of his
/// meetings for which Webex or TMS holds something it is looked now and then whether they are still there.
/// </content>
internal sealed partial class UserGrain
{
    public async Task<bool> Remove()
    {
        if (!IsSetUp)
            return false;
        if (IsEnabled)
            await Configure(State.Settings with { Enabled = false });
        else
            await EndAsync();
        await Services.Catalog.DeleteUserAsync(Mail);
        await ClearAsync();
        DeactivateOnIdle();
        return true;
    }
}
