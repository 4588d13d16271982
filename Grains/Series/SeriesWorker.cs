using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
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
        if (step == SeriesStep.GetDetails && SeriesChange.NoteStart(state, time.GetUtcNow()) is var noted && noted != state)
            return (noted, TimeSpan.Zero);
        if (step == SeriesStep.UpdateMeeting && SeriesChange.EndsTooEarly(state, time.GetUtcNow()))
        {
            // Who sits in the meeting is not thrown out: it is replaced when it is over.
            var now = time.GetUtcNow();
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
            return (SeriesChange.Replace(state, time.GetUtcNow()), TimeSpan.Zero);
        }
        catch (WebexException failure)
        {
            // Tokens and rights are mended by somebody who does not know of this meeting.
            var mayPass = failure.IsTransient || failure.Error is WebexError.Unauthorized or WebexError.AccessDenied;
            // A room that read its calendar before the organizer's was read says that there is nothing to join, until it hears that something is awaited.
            if (step == SeriesStep.GetDetails && mayPass && state.Attempts == 0)
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
                return SeriesReleases.Done(state, time.GetUtcNow());
            case SeriesStep.GetDetails:
                var got = await details.GetAsync(state, cancellationToken);
                return got.Details is null ? Refuse(state, step, got.Refusal!) : Got(state, got.Details);
            case SeriesStep.UpdateMeeting:
                var updated = Updated(state, await details.UpdateAsync(state, cancellationToken));
                return OccurrenceBlocks.PlanAfterStep(updated, SeriesChange.BlockOf(updated, updated.Sighting!), time.GetUtcNow());
            case SeriesStep.WriteBlock:
                var written = await invitations.WriteBlockAsync(state, cancellationToken);
                return Wrote(state with { Written = written });
            case SeriesStep.EraseBlock:
                var wasThere = await invitations.EraseBlockAsync(state, cancellationToken);
                var erased = Done(state, step, "The join details were taken out of the invitation.");
                return wasThere ? erased : OccurrenceBlocks.PlanAfterStep(erased, BlockSeen.None, time.GetUtcNow());
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

    private async Task<(SeriesState? Asked, Exception? Failure)> TryAskConferenceAsync(SeriesState state, string seriesKey, CancellationToken cancellationToken)
    {
        try
        {
            return (await AskConferenceAsync(state, seriesKey), null);
        }
#pragma warning disable CA1031 // Whatever keeps the connectors' pool from taking it must not keep the other steps; the failure is logged.
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return (null, failure);
        }
    }

    /// <summary>The answer comes by itself, to <see cref="IRequestSource"/>.</summary>
    private async Task<SeriesState> AskConferenceAsync(SeriesState state, string seriesKey)
    {
        var asked = state with { Progress = SeriesPlan.Done(state.Progress, SeriesStep.AskConference) };
        return state.Conference?.RequestId is null || await conferences.AskAsync(state.Conference, $"{MeetingSeriesGrain.TypeName}/{seriesKey}")
            ? asked
            : ConferenceSteps.Refuse(asked, "No connector is registered that could ask TMS.", time.GetUtcNow());
    }

    /// <summary>What an earlier try made has the title and the times of then.</summary>
    private SeriesState Got(SeriesState state, MeetingJoinDetails got)
    {
        var isOlder = state.Asked?.MayDiffer(state.Progress.Shape) is true || SeriesReleases.IsKept(state, got.MeetingId);
        var made = isOlder || got.MeetingId is null ? null : MadeMeeting.Of(state.Sighting!);
        var done = Done(state with { Details = got, Made = made, Asked = null }, SeriesStep.GetDetails, "Webex gave the join details.");
        return isOlder ? done with { Progress = done.Progress with { Steps = done.Progress.Steps.Add(SeriesStep.UpdateMeeting) } } : done;
    }

    /// <summary>What is there already was seen.</summary>
    private SeriesState Wrote(SeriesState state)
    {
        var wasThere = state.Written!.WasThere;
        var done = Done(state, SeriesStep.WriteBlock, wasThere ? "The invitation holds the join details already." : "The join details were written into the invitation.");
        return wasThere
            ? OccurrenceBlocks.PlanAfterStep(done with { Progress = done.Progress with { WritesUnseen = 0 } }, BlockSeen.Ours, time.GetUtcNow())
            : done;
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
        && time.GetUtcNow() is var now && state.Made?.IsOver(now) is not false && SightingTimes.StartForWebex(state.Sighting!, now) > now;

    /// <summary>Somebody may have deleted the meeting in Webex: then there is a new one, and everybody has to hear of it.</summary>
    private SeriesState Updated(SeriesState state, MeetingJoinDetails? details)
    {
        if (details is null)
            return Done(state, SeriesStep.UpdateMeeting, "The meeting is over: the one in Webex stays as it is.");
        var (now, isSame) = (time.GetUtcNow(), details.MeetingId == state.Details?.MeetingId);
        // Of one that runs, or has nothing to come in its pattern, Webex is told the title alone.
        var isTitle = SightingTimes.StartForWebex(state.Sighting!, now) <= now || SightingTimes.Left(state.Sighting!, now) is not null;
        var made = isSame && isTitle ? state.Made : MadeMeeting.Of(state.Sighting!);
        var done = Done(state with { Details = details, Made = made }, SeriesStep.UpdateMeeting, "The Webex meeting follows the invitation's title and times.");
        return isSame
            ? done
            : done with { Progress = done.Progress with { Steps = done.Progress.Steps.Union([SeriesStep.TellRooms, SeriesStep.WriteBlock]) } };
    }

    private (SeriesState State, TimeSpan Pause) FailAsking(SeriesState state, Exception failure)
    {
        LogFailed(log, SeriesStep.AskConference, state.Attempts + 1, failure);
        var now = time.GetUtcNow();
        if (state.Attempts + 1 >= MaxAttempts)
        {
            var asked = state with { Attempts = 0, Progress = SeriesPlan.Done(state.Progress, SeriesStep.AskConference) };
            return (ConferenceSteps.Refuse(asked, "The request could not be handed to the connectors.", now), TimeSpan.Zero);
        }
        var waiting = state with
        {
            Attempts = state.Attempts + 1,
            Timeline = state.Timeline.Add(now, TimelineStep.Failed, "The request cannot be handed to the connectors now; it is tried again."),
        };
        return (waiting, jitter.PauseAfter(waiting.Attempts, s_longestPause));
    }

    private (SeriesState State, TimeSpan Pause) Fail(
        SeriesState state, SeriesStep step, bool mayPass, TimeSpan? retryAfter, string service, Exception failure)
    {
        LogFailed(log, step, state.Attempts + 1, failure);
        if (!mayPass || state.Attempts + 1 >= MaxAttempts)
            return (Refuse(state, step, $"{service} refuses: {failure.Message}"), TimeSpan.Zero);
        var waiting = state with
        {
            Attempts = state.Attempts + 1,
            Timeline = state.Timeline.Add(time.GetUtcNow(), TimelineStep.Failed, $"{service} cannot be used now; it is tried again."),
        };
        return (waiting, retryAfter is { } asked ? jitter.Beyond(asked) : jitter.PauseAfter(waiting.Attempts, s_longestPause));
    }

    private SeriesState Done(SeriesState state, SeriesStep step, string text) => state with
    {
        Progress = SeriesPlan.Done(state.Progress, step),
        Timeline = state.Timeline.Add(time.GetUtcNow(), TimelineStep.Done, text),
    };

    private SeriesState Refuse(SeriesState state, SeriesStep step, string reason) => step == SeriesStep.ReleaseMeeting
        ? SeriesReleases.Refuse(state, reason, time.GetUtcNow())
        : state with
        {
            Attempts = 0,
            RefusedAt = time.GetUtcNow(),
            Progress = SeriesPlan.Refuse(state.Progress, step, reason),
            Timeline = state.Timeline.Add(time.GetUtcNow(), TimelineStep.Failed, reason),
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} of a meeting failed at attempt {Attempt}")]
    private static partial void LogFailed(ILogger logger, SeriesStep step, int attempt, Exception failure);
}
