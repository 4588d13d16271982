using HybridCalendar.Clients;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using NodaTime;

namespace HybridCalendar.Grains.Conferences;

/// <summary>What becomes of a series' state as it asks TMS and is answered: one request at a time, in order. Pure.</summary>
internal static class ConferenceSteps
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    /// <summary>What was refused is asked again after this time when the meeting is seen: somebody may have mended TMS.</summary>
    private static readonly TimeSpan s_refusalLife = TimeSpan.FromHours(1);

    /// <summary>TMS may go on with what a connector gave up, also one that was ended while another one did the same request.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(15);

    /// <summary>
    /// TMS may lose what it held (it is restored from a backup, or a conference is deleted there): what starts soon is looked at again when the
    /// meeting is seen, as it is once a day.
    /// </summary>
    private static readonly TimeSpan s_freshness = TimeSpan.FromHours(20);

    /// <summary>What starts within this time does so soon.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(2);

    /// <summary>No TMS is booked further ahead, however long a series goes on.</summary>
    private static readonly TimeSpan s_furthest = TimeSpan.FromDays(400);

    /// <summary>Asks TMS when what is wanted is not what was asked last, or when asking again is due.</summary>
    /// <param name="state">The state, with what its organizer wants now.</param>
    /// <param name="now">The time.</param>
    /// <param name="requestId">Names the request, should there be one.</param>
    public static SeriesState Plan(SeriesState state, DateTimeOffset now, string requestId)
    {
        var progress = state.Conference ?? new ConferenceProgress();
        var (isKnown, wish) = ConferenceWish.Of(state, now);
        if (progress.RequestId is not null || !isKnown || (wish is null && !progress.MayHold))
            return state;
        var request = wish ?? ConferenceWish.Cancel(state);
        var digest = ConferenceWish.Digest(request);
        if (digest == progress.Asked && !IsDue(state, progress, now) && !(wish is not null && IsToBeLookedAt(state.Sighting!, progress, now)))
            return state;
        var last = progress.Answer is { } told ? ConferenceJson.ReadAnswer(told) : null;
        // Noted before it is asked: the answer may be lost, or speak of half of it.
        last = last is null ? null : last with { Parts = [.. last.Parts.Select(part => part.Inviting(request.AllRooms))] };
        request = request with { RequestId = requestId, Kept = ConferenceWish.Kept(state, request, last, now), Parts = last?.Parts ?? [] };
        return state with
        {
            Conference = progress with
            {
                RequestId = requestId, Request = ConferenceJson.Write(request), Asked = digest, MayHold = true, AskAgainAt = null,
                Answer = last is null ? null : ConferenceJson.Write(last),
                HeldUntil = wish is null ? progress.HeldUntil : Later(progress.HeldUntil, state.Sighting!.LastEnd ?? now + s_furthest),
            },
            Progress = state.Progress with { Steps = state.Progress.Steps.Add(SeriesStep.AskConference) },
            // What is tried all day must not push the meeting's story out of its timeline.
            Timeline = digest == progress.Asked
                ? state.Timeline.Add(now, TimelineStep.Decided, "tms", FactCodes.TmsAskedAgain)
                : state.Timeline.Add(now, TimelineStep.Decided, wish is null ? "TMS is asked to give up the conference." : "TMS is asked to hold the meeting."),
        };
    }

    /// <summary>The connector has answered the request on its way.</summary>
    public static SeriesState Answered(SeriesState state, ConferenceAnswer answer, DateTimeOffset now)
    {
        var progress = state.Conference! with { RequestId = null, Request = null, AskAgainAt = null, AnsweredAt = now };
        if (answer.Outcome != ConferenceOutcome.Cancelled)
            progress = progress with { SettlesAt = now + s_settling, UnansweredUntil = answer.Reason == ConferenceReason.Unreachable ? now + s_settling : After(progress.UnansweredUntil, now) };
        state = state with { Timeline = answer.Notes.Aggregate(state.Timeline, (timeline, note) => timeline.Add(now, TimelineStep.Seen, note)) };
        switch (answer.Outcome)
        {
            case ConferenceOutcome.Booked:
                progress = progress with
                {
                    Answer = ConferenceJson.Write(answer), AskAgainAt = Sooner(AskAgainAt(answer, now, s_firstPause), progress.UnansweredUntil), HeldUntil = HeldUntil(answer) ?? progress.HeldUntil,
                    Problem = null, ProblemAt = null, Attempts = 0,
                };
                return Take(Tell(state with { Conference = progress }, TimelineStep.Done, answer, "TMS holds the meeting.", now), answer.Join, now);
            case ConferenceOutcome.Cancelled:
                return Tell(state with { Conference = GivenUp(progress, answer, now) }, TimelineStep.Done, answer, "TMS holds nothing of the meeting any more.", now);
            case ConferenceOutcome.RetryLater when !SeriesLife.IsPast(state, now):
                // TMS may hold all but one occurrence: what it holds has to be named to it when it is asked again, and can be joined.
                progress = progress with { Answer = answer.Parts.Count > 0 ? ConferenceJson.Write(answer) : progress.Answer };
                var waiting = Wait(progress, Reason(answer), now);
                waiting = waiting with { AskAgainAt = AskAgainAt(answer, now, PauseAfter(progress.Attempts)) ?? waiting.AskAgainAt };
                var told = state with
                {
                    Conference = waiting, Timeline = state.Timeline.Add(now, TimelineStep.Failed, $"tms-{answer.Reason}", FactCodes.TmsLater, Reason(answer)),
                };
                return answer.Join is { } join && HasWay(join) ? Take(told, join, now)
                    : LeadsNowhere(answer, now) && told.Progress is { Action: KeywordAction.Tms, HasDetails: true, IsRemoved: false }
                        ? told with { Details = null, Progress = SeriesPlan.Withdraw(told.Progress) }
                        : told;
            default:
                return Refuse(state with { Conference = progress }, Reason(answer), now);
        }
    }

    /// <summary>The request, or its answer, cannot be read any more: the same is asked anew, sealed with the key of today.</summary>
    public static SeriesState Unreadable(SeriesState state, string reason, DateTimeOffset now)
    {
        var free = state.Conference! with { RequestId = null, Request = null, SettlesAt = now + s_settling, UnansweredUntil = now + s_settling };
        // Not at once: a host or connector that lacks the key of today would have it go to and fro for ever.
        return SeriesLife.IsPast(state, now) ? Refuse(state with { Conference = free }, reason, now) : state with
        {
            Conference = Wait(free, reason, now),
            Timeline = state.Timeline.Add(now, TimelineStep.Failed, reason),
        };
    }

    /// <summary>It will not succeed until somebody changes something.</summary>
    public static SeriesState Refuse(SeriesState state, string reason, DateTimeOffset now)
    {
        var refused = state with
        {
            Conference = state.Conference! with { RequestId = null, Request = null, AskAgainAt = null, Problem = reason, ProblemAt = now, Attempts = 0 },
            Timeline = state.Timeline.Add(now, TimelineStep.Failed, reason),
        };
        return state.Progress is { Action: KeywordAction.Tms, HasDetails: false }
            ? refused with { Progress = SeriesPlan.Refuse(refused.Progress, SeriesStep.GetDetails, reason), RefusedAt = now }
            : refused;
    }

    /// <summary>
    /// Nobody would look for what TMS saves later: it is asked to give that up too, by the names of what was told before.
    /// </summary>
    private static ConferenceProgress GivenUp(ConferenceProgress progress, ConferenceAnswer answer, DateTimeOffset now)
    {
        var isSettled = !(progress.SettlesAt > now);
        IReadOnlyList<ConferencePart> parts = isSettled || progress.Answer is not { } told ? [] : ConferenceJson.ReadAnswer(told).Parts;
        return progress with
        {
            Answer = answer.Kept.Count > 0 || parts.Count > 0 ? ConferenceJson.Write(answer with { Parts = parts }) : null,
            MayHold = !isSettled, AskAgainAt = isSettled ? null : progress.SettlesAt, Problem = null, ProblemAt = null, Attempts = 0,
        };
    }

    private static ConferenceProgress Wait(ConferenceProgress progress, string reason, DateTimeOffset now) => progress with
    {
        Attempts = progress.Attempts + 1,
        AskAgainAt = now + PauseAfter(progress.Attempts),
        Problem = reason,
        ProblemAt = now,
    };

    /// <summary>There is no other limit than the meeting's end: until then somebody may mend TMS, and the pauses are long.</summary>
    private static TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks(Math.Min(s_longestPause.Ticks, s_firstPause.Ticks << Math.Clamp(attempts, 0, 10)));

    /// <summary>The connector's wish, but not before the pause is over: its clock may be slow. Null when nothing is due.</summary>
    private static DateTimeOffset? AskAgainAt(ConferenceAnswer answer, DateTimeOffset now, TimeSpan pause) =>
        answer.AskAgainAt?.ToDateTimeOffset() is not { } wish ? null : wish > now + pause ? wish : now + pause;

    /// <summary>When the last part that an answer tells of is over; null when it tells of none.</summary>
    private static DateTimeOffset? HeldUntil(ConferenceAnswer answer) => answer.Parts.Count > 0 ? answer.Parts.Max(part => part.Until).ToDateTimeOffset() : null;

    private static DateTimeOffset? After(DateTimeOffset? time, DateTimeOffset now) => time > now ? time : null;

    /// <summary>What TMS saves late may be another state of the meeting than it is asked for by then: it is looked at once more.</summary>
    private static DateTimeOffset? Sooner(DateTimeOffset? wish, DateTimeOffset? settled) => settled is null || wish < settled ? wish : settled;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static bool IsDue(SeriesState state, ConferenceProgress progress, DateTimeOffset now)
    {
        if (progress.AskAgainAt is { } at)
            return at <= now;
        // A refusal that was given another chance.
        var isWanted = state.Progress is { Action: KeywordAction.Tms, HasDetails: false, Refusal: null };
        return progress.Problem is null ? isWanted : isWanted || now - progress.ProblemAt > s_refusalLife;
    }

    private static bool IsToBeLookedAt(MeetingSighting seen, ConferenceProgress progress, DateTimeOffset now) =>
        progress.Problem is null && !(now - progress.AnsweredAt < s_freshness) && SightingTimes.Next(seen, now) - now < s_soon;

    /// <summary>Whether the address of before is of no use: all that is to come lies beyond TMS's window, and nothing runs on.</summary>
    private static bool LeadsNowhere(ConferenceAnswer answer, DateTimeOffset now) =>
        answer is { Reason: ConferenceReason.BookingWindow, Parts.Count: 0 } && !answer.Kept.Any(instance => instance.IsRunning(Instant.FromDateTimeOffset(now)));

    private static SeriesState Take(SeriesState state, ConferenceJoin? join, DateTimeOffset now)
    {
        if (state.Progress.Action != KeywordAction.Tms || state.Progress.IsRemoved)
            return state;
        if (join is not { } told || !HasWay(told))
            return state.Progress.HasDetails ? state : Refuse(state, "TMS books the conference, but tells no way to join it.", now);
        var details = Details(told);
        if (state.Progress.HasDetails && state.Details is { } known && known with { Phones = [] } == details with { Phones = [] } && known.Phones.SequenceEqual(details.Phones))
            return state;
        var progress = SeriesPlan.Done(state.Progress, SeriesStep.GetDetails);
        return state with { Details = details, Progress = progress with { Steps = progress.Steps.Remove(SeriesStep.EraseBlock).Union([SeriesStep.TellRooms, SeriesStep.WriteBlock]) } };
    }

    private static bool HasWay(ConferenceJoin join) => join.SipAddress.Length > 0 || join.WebLink.Length > 0;

    private static MeetingJoinDetails Details(ConferenceJoin join) => new()
    {
        JoinLink = NullIfEmpty(join.WebLink),
        SipAddress = NullIfEmpty(join.SipAddress),
        MeetingNumber = NullIfEmpty(join.NumericId),
        Password = NullIfEmpty(join.Passcode),
        Phones = [.. join.PhoneNumbers.Select(phone => new PhoneNumber(phone.Label, phone.Number, IsTollFree: false))],
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Reason(ConferenceAnswer answer) => answer.Text.Length > 0 ? answer.Text : $"TMS refuses: {answer.Reason}.";

    private static SeriesState Tell(SeriesState state, TimelineStep step, ConferenceAnswer answer, string what, DateTimeOffset now) =>
        state with { Timeline = state.Timeline.Add(now, step, answer.Text.Length > 0 ? $"{what} {answer.Text}" : what) };
}
