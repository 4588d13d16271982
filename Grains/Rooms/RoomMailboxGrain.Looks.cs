using Microsoft.Extensions.Logging;

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
    /// how long invitations wait for an answer is known from the last read. Where days cannot be read, no outline may come that reaches over them.
    /// </summary>
    private bool IsOutlineEnough => !_isOutdated && RoomDays.Among(State.Troubled.Keys).Count == 0
        && State is { Outline: not null, Mailbox: not null } && (State.Unshown.IsEmpty || _list is not null);

    protected override async Task<DateTimeOffset?> ReadUntoldAsync()
    {
        var before = State.Calendar;
        if (!IsOutlineEnough || await TryReadOutlineAsync() != State.Outline)
        {
            // A series that has told something is asked; a look that nobody told anything for trusts nothing that is remembered.
            await (_isOutdated ? ReadCalendarAsync() : ReadAllAsync());
            return State.Calendar?.ChangedSince(before, Now);
        }
        await WriteAsync(State with { LastReconciled = Now });
        await NoteAsync(UnansweredInvitations.IsFinding, UnansweredInvitations.Judge(Mail, State, Now, Services.Options.AnswerWait));
        await ScheduleAlertsAsync();
        return null;
    }

    /// <returns>Null also when it cannot be read: a read of everything finds out why, and does without the days that are to blame.</returns>
    private async Task<string?> TryReadOutlineAsync()
    {
        try
        {
            return await ReadOutlineAsync();
        }
        catch (Exception failure) when (!IsOfMailbox(failure))
        {
            LogNoOutline(Services.Log, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outline of a room's calendar could not be read; all of it is read instead")]
    private static partial void LogNoOutline(ILogger logger, Exception failure);

    private async Task<string> ReadOutlineAsync()
    {
        var reader = new RoomReader(Services, GrainFactory, State.Settings.Over(await GetOrganizationAsync()));
        return await reader.ReadOutlineAsync(Mail, State, Now, Besides(await CountDeclinedAsync(), await FindSystemAsync()));
    }
}
