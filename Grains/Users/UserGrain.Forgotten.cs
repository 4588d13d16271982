using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Users;

/// <content>
/// Who was removed and is set up again knows nothing of the meetings that something was made for before. What of them was cancelled meanwhile, or
/// dragged into another calendar, no list shows.
/// </content>
internal sealed partial class UserGrain
{
    private async Task<IReadOnlyList<string>> ListForgottenAsync()
    {
        var known = State.Meetings.Values.Select(meeting => meeting.ICalUId).ToHashSet();
        var listed = await Services.Catalog.ListMeetingsOfOrganizerAsync(Mail, Now.ToUnixTimeMilliseconds());
        return [.. listed.Where(uid => !known.Contains(uid))];
    }

    /// <summary>Looks at the meeting as at one that is known and that no list shows.</summary>
    private async Task AdoptAsync(string uid)
    {
        if (await FindCopyAsync(uid) is not { } eventId || State.Meetings.ContainsKey(eventId))
            return;
        var adopted = new KnownMeeting(uid, LastEnd: null, IsHeld: true);
        await RememberAsync(eventId, adopted);
        await TryEventAsync(eventId, async () =>
        {
            await ProcessAsync(eventId, await ReadAsync(eventId));
            // An occurrence that is like its series again is handed over by nobody.
            if (State.Meetings.GetValueOrDefault(eventId) == adopted)
                await ForgetAsync(eventId);
        });
    }

    /// <returns>Null when the meeting cannot be asked: the next daily pass asks it again.</returns>
    private async Task<string?> FindCopyAsync(string uid)
    {
        try
        {
            return (await Series(uid).GetCopy())?.EventId;
        }
        catch (Exception failure) when (!IsOfMailbox(failure))
        {
            LogNotAdopted(Services.Log, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A meeting that its organizer's mailbox does not know any more could not be asked; it is asked again by the next daily pass")]
    private static partial void LogNotAdopted(ILogger logger, Exception failure);
}
