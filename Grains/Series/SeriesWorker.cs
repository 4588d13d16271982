using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>Does the steps of a series, one at a time. Each is safe to repeat: a crash may come after it and before its note.</summary>
internal sealed partial class SeriesWorker(
    JoinDetailsSource details,
    InvitationWriter invitations,
    SpaceMembers members,
    ConferenceDesk conferences,
    IWebexMeetings webex,
    IGrainFactory grains,
    TimeProvider time,
    Jitter jitter,
    ILogger<SeriesWorker> log)
{
    /// <summary>With the longest pause between them, about two days.</summary>
    private const int MaxAttempts = 300;
    private const int BadRequest = 400;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <returns>The state after the step, and how long to wait before the next.</returns>
    public async Task<(SeriesState State, TimeSpan Pause)> DoNextAsync(SeriesState state, string seriesKey, CancellationToken cancellationToken)
    {
        var step = state.Progress.Steps.Min;
        if (step == SeriesStep.AskConference)
        {
            var (asked, failure) = await TryAskConferenceAsync(state, seriesKey, cancellationToken);
            if (asked is not null)
                return (asked with { Attempts = 0 }, TimeSpan.Zero);
            // What is left beside it does not need the connectors.
            var others = state.Progress.Steps.Remove(SeriesStep.AskConference);
            if (others.IsEmpty)
                return FailAsking(state, failure!);
            LogFailed(log, step, state.Attempts + 1, failure!);
            step = others.Min;
        }
        // Rooms may be told again, so that they were need not be stored before something else is done.
        if (step == SeriesStep.TellRooms && state.Progress.Steps is [SeriesStep.TellRooms, _, ..])
        {
            state = await DoAsync(step, state, seriesKey, cancellationToken) with { Attempts = 0 };
            step = state.Progress.Steps.Min;
        }
        // A try may come long after the meeting was seen, and another start is asked for then: it is noted before.
        if (step == SeriesStep.GetDetails && SeriesChange.NoteStart(state, Now) is var noted && noted != state)
            return (noted, TimeSpan.Zero);
        if (step == SeriesStep.UpdateMeeting && SeriesChange.EndsTooEarly(state, Now))
        {
            // Who sits in the meeting is not thrown out: it is replaced when it is over.
            var now = Now;
            return SightingTimes.SlotEnd(state.Sighting!, now) is { } end ? (state, end - now) : (SeriesChange.Replace(state, now), TimeSpan.Zero);
        }
        try
        {
            var done = await DoAsync(step, state, seriesKey, cancellationToken);
            return (done with { Attempts = 0 }, TimeSpan.Zero);
        }
        catch (WebexException failure) when (step == SeriesStep.UpdateMeeting && MayBeOver(state, failure))
        {
            LogFailed(log, step, state.Attempts + 1, failure);
            return (SeriesChange.Replace(state, Now), TimeSpan.Zero);
        }
        catch (WebexException failure)
        {
            // Tokens and rights are mended by somebody who does not know of this meeting.
            var mayPass = failure.IsTransient || failure.Error is WebexError.Unauthorized or WebexError.AccessDenied;
            // A room that read its calendar before the organizer's was read goes by what it knew, until it hears that something else is awaited or holds.
            if (state.Progress.Steps.Contains(SeriesStep.TellRooms) && mayPass && state.Attempts == 0)
                await TellRoomsAsync(state, seriesKey);
            return Fail(state, step, mayPass, failure.RetryAfter, "Webex", failure);
        }
        catch (GraphException failure)
        {
            var mayPass = failure.IsTransient || failure.Error is GraphError.Unauthorized or GraphError.AccessDenied;
            return Fail(state, step, mayPass, failure.RetryAfter, "Office 365", failure);
        }
    }

    private async Task<SeriesState> DoAsync(SeriesStep step, SeriesState state, string seriesKey, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case SeriesStep.ReleaseMeeting:
                await ReleaseAsync(state, cancellationToken);
                return SeriesReleases.Done(state, Now);
            case SeriesStep.GetDetails:
                var got = await details.GetAsync(state, cancellationToken);
                return got.Details is null ? SeriesSteps.Refused(state, step, got.Refusal!, Now) : SeriesSteps.Got(state, got.Details, Now);
            case SeriesStep.UpdateMeeting:
                var updated = SeriesSteps.Updated(state, await details.UpdateAsync(state, cancellationToken), Now);
                return OccurrenceBlocks.PlanAfterStep(updated, SeriesChange.BlockOf(updated, updated.Sighting!), Now);
            case SeriesStep.WriteBlock:
                return SeriesSteps.Wrote(state, await invitations.WriteBlockAsync(state, cancellationToken), Now);
            case SeriesStep.EraseBlock:
                return SeriesSteps.Erased(state, await invitations.EraseBlockAsync(state, cancellationToken), Now);
            case SeriesStep.MendOccurrences:
                return await MendAsync(state, cancellationToken);
            case SeriesStep.AddMembers:
                return await AddMembersAsync(state, cancellationToken);
            default:
                await TellRoomsAsync(state, seriesKey);
                return Done(state with { RoomsToTell = state.Sighting!.Rooms }, step, "The invited rooms were told.");
        }
    }

    private async Task TellRoomsAsync(SeriesState state, string seriesKey)
    {
        foreach (var room in state.RoomsToTell)
            await grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(room)).JoinDetailsChanged(seriesKey);
    }

    /// <summary>One occurrence a turn.</summary>
    private async Task<SeriesState> MendAsync(SeriesState state, CancellationToken cancellationToken)
    {
        if (state.OccurrencesToMend is not [var eventId, ..])
            return Done(state, SeriesStep.MendOccurrences, "Every occurrence with a text of its own says what the series says.");
        await invitations.MendOccurrenceAsync(state, eventId, cancellationToken);
        return OccurrenceBlocks.Done(state, eventId);
    }

    private async Task<SeriesState> AddMembersAsync(SeriesState state, CancellationToken cancellationToken) =>
        await members.AddNextAsync(state, cancellationToken) is { } next
            ? next
            : Done(state, SeriesStep.AddMembers, "The people invited were taken into the Webex space.");

    /// <summary>Without an id a crash came between making the meeting and noting it: Webex finds it by its tag.</summary>
    private async Task ReleaseAsync(SeriesState state, CancellationToken cancellationToken)
    {
        if (state.Released is not { } released)
            return;
        var id = released.MeetingId ?? (await webex.FindByTagAsync(
            SeriesDigest.Tag(state.Sighting!.ICalUId), released.Host,
            Instant.FromDateTimeOffset(released.Asked.First), Instant.FromDateTimeOffset(released.Asked.Last), cancellationToken))?.MeetingId;
        // One that was made since carries the same tag.
        if (id is not null && id != state.Details?.MeetingId)
            await webex.DeleteMeetingAsync(id, released.Host, cancellationToken);
    }

    /// <summary>
    /// Webex changes no meeting that is over, as one is whose new time was not brought in before its old one had passed. What it refuses
    /// otherwise can be joined all the same.
    /// </summary>
    private bool MayBeOver(SeriesState state, WebexException failure) =>
        failure.Status == BadRequest && !SeriesReleases.IsKept(state, state.Details?.MeetingId)
        && Now is var now && state.Made?.IsOver(now) is not false && SightingTimes.StartForWebex(state.Sighting!, now) > now;

    private (SeriesState State, TimeSpan Pause) Fail(
        SeriesState state, SeriesStep step, bool mayPass, TimeSpan? retryAfter, string service, Exception failure)
    {
        LogFailed(log, step, state.Attempts + 1, failure);
        if (!mayPass || state.Attempts + 1 >= MaxAttempts)
            return (SeriesSteps.Refused(state, step, $"{service} refuses: {failure.Message}", Now), TimeSpan.Zero);
        var waiting = state with
        {
            Attempts = state.Attempts + 1,
            Timeline = state.Timeline.Add(Now, TimelineStep.Failed, $"{service} cannot be used now; it is tried again."),
        };
        return (waiting, retryAfter is { } asked ? jitter.Beyond(asked) : jitter.PauseAfter(waiting.Attempts, s_longestPause));
    }

    private SeriesState Done(SeriesState state, SeriesStep step, string text) => SeriesSteps.Done(state, step, text, Now);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} of a meeting failed at attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, SeriesStep step, int attempt, Exception failure);
}
