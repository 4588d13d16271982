using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Series;

/// <content>A meeting whose organizer's mailbox nobody reads looks for itself whether it is still there.</content>
internal sealed partial class MeetingSeriesGrain
{
    public async Task LookForItself()
    {
        // What a room sees is looked after by the room.
        if (State is not { Sighting: { IsOfRoom: false } seen, Progress.IsRemoved: false } || !(SeriesPlan.MakesMeeting(State.Progress.Action) || State.Conference is { MayHold: true }))
            return;
        await AcceptLookAsync(await LookAsync(seen));
    }

    private async Task<SeriesState> LookAsync(MeetingSighting seen)
    {
        var users = await services.Catalog.FindUsersAsync([seen.Organizer]);
        var watch = users.GetValueOrDefault(seen.Organizer);
        try
        {
            return watch switch
            {
                MailboxWatch.Off => UnwatchedSeries.Found(State, await services.Calendar.GetEventAsync(seen.Organizer, seen.EventId), Now),
                MailboxWatch.Refused => await LookForMailboxAsync(seen.Organizer),
                // Since it was listed his calendar is read: that tells more.
                _ => State,
            };
        }
        catch (GraphException refusal) when (IsNoMailbox(refusal, watch))
        {
            LogNoMailbox(services.Log, refusal);
            return UnwatchedSeries.NoMailbox(State, Now);
        }
        catch (GraphException refusal) when (watch == MailboxWatch.Off && refusal.Error == GraphError.AccessDenied)
        {
            LogNotLookedFor(services.Log, refusal);
            return UnwatchedSeries.Closed(State, Now);
        }
        catch (GraphException refusal) when (watch == MailboxWatch.Refused)
        {
            // Whether there is a mailbox is not known now.
            LogNotLookedFor(services.Log, refusal);
            return State;
        }
    }

    private async Task<SeriesState> LookForMailboxAsync(string organizer)
    {
        await services.Calendar.GetPrimaryAddressAsync(organizer);
        return UnwatchedSeries.MailboxBack(State);
    }

    /// <summary>Asked for an event, a mailbox that is there says so, too, when it lacks the event.</summary>
    private static bool IsNoMailbox(GraphException refusal, MailboxWatch watch) =>
        refusal.Error == GraphError.MailboxNotEnabled || (refusal.Error == GraphError.NotFound && watch == MailboxWatch.Refused);

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no mailbox of an organizer whose calendar is not read")]
    private static partial void LogNoMailbox(ILogger logger, Exception refusal);

    [LoggerMessage(Level = LogLevel.Information, Message = "What became of a meeting of an organizer whose calendar is not read could not be found out now")]
    private static partial void LogNotLookedFor(ILogger logger, Exception refusal);
}
