namespace HybridCalendar.Grains.Rooms;

/// <content>
/// Meetings that were deleted show in no list of changes, so a look for what nobody told compares the window's outline: one small
/// call when nothing changed, where a read takes a page for every hundred meetings, texts and all.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    /// <summary>Whether something is known to have changed that the outline does not show.</summary>
    private bool _isOutdated;

    /// <summary>
    /// What is still to be found out needs a read. What a device could not be told is told again by itself, once the list is at hand, and
    /// how long invitations wait for an answer is known from the last read.
    /// </summary>
    private bool IsOutlineEnough => !_isOutdated
        && State is { Outline: not null, Mailbox: not null } && (State.Unshown.IsEmpty || _list is not null);

    protected override async Task<DateTimeOffset?> ReadUntoldAsync()
    {
        var before = State.Calendar;
        if (!IsOutlineEnough || await ReadOutlineAsync() != State.Outline)
        {
            await ReadAllAsync();
            return State.Calendar?.ChangedSince(before, Now);
        }
        await WriteAsync(State with { LastReconciled = Now });
        await NoteAsync(UnansweredInvitations.IsFinding, UnansweredInvitations.Judge(Mail, State, Now, Services.Options.AnswerWait));
        await ScheduleAlertsAsync();
        return null;
    }

    private async Task<string> ReadOutlineAsync()
    {
        var reader = new RoomReader(Services, GrainFactory, State.Settings.Over(await GetOrganizationAsync()));
        return await reader.ReadOutlineAsync(Mail, State, Now, Besides(await CountDeclinedAsync(), await FindSystemAsync()));
    }
}
