using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>What a series' state becomes when its organizer's mailbox shows something new. Pure.</summary>
public static class SeriesChange
{
    private const string Cancelled = "The organizer cancelled or deleted the meeting.";
    private const string GivenUp =
        "The room gives up what it has TMS book by its own copy: the meeting is cancelled, declined or moved, or booked as its organizer's mailbox shows it, "
        + "or the room is switched off or has no TMS system any more.";

    /// <summary>After this time a sighting asks again for what was refused.</summary>
    private static readonly TimeSpan s_refusalLife = TimeSpan.FromHours(1);

    public static SeriesState Saw(SeriesState state, MeetingSighting sighting, OrganizationSettings organization, DateTimeOffset now)
    {
        state = UnwatchedSeries.MailboxBack(state);
        var action = sighting.TakeUpAt is not null && state.Progress.Action is null ? null : ActionOf(sighting, organization);
        if (action is not null)
            sighting = sighting with { TakeUpAt = null };
        var ask = new SeriesAsk(
            action,
            SeriesDigest.OfShape(sighting, action),
            SeriesDigest.OfTarget(sighting.Found),
            BlockOf(state, sighting),
            NeedsAnother(state, sighting, now));
        var progress = SeriesPlan.Decide(state.Progress, ask);
        if (now - state.RefusedAt > s_refusalLife)
            progress = SeriesPlan.AskAgain(progress);
        var left = LeftToRooms(state, sighting, now);
        if (RoomsChanged(state.Sighting, sighting) || left.Length < state.RoomsOfTheirOwn.Length)
            progress = progress with { Steps = progress.Steps.Add(SeriesStep.TellRooms) };
        var next = Apply(state, progress) with
        {
            Sighting = sighting,
            RoomsToTell = [.. state.RoomsToTell.Union(sighting.Rooms)],
            RoomsOfTheirOwn = left,
            RemovedAt = null,
            OccurrenceWrites = action == state.Progress.Action ? state.OccurrenceWrites : state.OccurrenceWrites.Clear(),
        };
        next = SeriesReleases.Again(OccurrenceBlocks.Plan(NoteStart(next, now), ask, now), now, SeriesReleases.Pause);
        return Same(state, next) ? state : SeriesStory.Tell(ActiveInstances.Note(state, next, now), state, action, now);
    }

    /// <summary>The rooms that go on to have TMS book it by their own copies: to take over what runs would end it in TMS.</summary>
    public static ImmutableArray<string> LeftToRooms(SeriesState state, MeetingSighting sighting, DateTimeOffset now) =>
        !sighting.IsRecurring && sighting.Start <= now && sighting.End > now ? state.RoomsOfTheirOwn : [];

    /// <summary>An administrator wants everything that was refused to be asked again.</summary>
    public static SeriesState Again(SeriesState state, DateTimeOffset now)
    {
        var progress = SeriesPlan.AskAgain(state.Progress with { WritesUnseen = 0 });
        var again = Apply(state, progress with { Steps = progress.Steps.Add(SeriesStep.TellRooms) });
        return SeriesReleases.Again(again, now, TimeSpan.Zero) with
        {
            Attempts = 0,
            OccurrenceWrites = state.OccurrenceWrites.Clear(),
            Conference = Due(state.Conference, now),
            Timeline = state.Timeline.Add(now, TimelineStep.Seen, "An administrator had the meeting processed again."),
        };
    }

    /// <summary>Also what TMS holds, as far as is known: it may have lost it.</summary>
    private static ConferenceProgress? Due(ConferenceProgress? conference, DateTimeOffset now) =>
        conference is { RequestId: null, MayHold: true } or { RequestId: null, Problem: not null } ? conference with { AskAgainAt = now } : conference;

    /// <param name="state">As it is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="reason">What the timeline tells; null when the meeting was cancelled or deleted, or given up by its room.</param>
    public static SeriesState Removed(SeriesState state, DateTimeOffset now, string? reason = null)
    {
        var progress = SeriesPlan.Remove(state.Progress);
        if (progress == state.Progress)
            return state;
        var removed = ActiveInstances.Note(state, Apply(state, progress) with { OccurrencesToMend = [], RemovedAt = now, MailboxGoneSince = null, MailboxClosedSince = null }, now);
        return removed with { Timeline = removed.Timeline.Add(now, TimelineStep.Seen, reason ?? (state.Sighting is { IsOfRoom: true } ? GivenUp : Cancelled)) };
    }

    /// <summary>
    /// A Webex series may go on for longer than its calendar's: one that was cut while its last instance ran could not be shortened, nor
    /// could one that was made a single meeting.
    /// </summary>
    public static SeriesState Ended(SeriesState state, DateTimeOffset now)
    {
        var ended = state.Details?.MeetingId is not null && (state.Sighting!.IsRecurring || state.Made?.IsRecurring is true) ? Apply(state, SeriesPlan.Remove(state.Progress))
            // Looked after like a removed one, until Webex has deleted what is left there.
            : !state.ToRelease.IsEmpty ? state with { Progress = state.Progress with { IsRemoved = true } }
            : state;
        return SeriesReleases.Again(ended, now, TimeSpan.Zero) with { IsOver = true };
    }

    /// <summary>Webex does not change what it made: it is over there.</summary>
    public static SeriesState Replace(SeriesState state, DateTimeOffset now) => Apply(state, SeriesPlan.Replace(state.Progress)) with
    {
        Attempts = 0,
        Timeline = state.Timeline.Add(now, TimelineStep.Decided, "Webex does not change its meeting: it is deleted, and another one made."),
    };

    public static KeywordAction? ActionOf(MeetingSighting sighting, OrganizationSettings organization) =>
        sighting.Keyword is { } keyword
            ? KeywordActions.Resolve(
                new KeywordMatch(keyword, sighting.Modifier, "", 0),
                new KeywordSettings { Webex = organization.WebexAction, Meet = organization.MeetAction })
            : null;

    /// <summary>What an invitation that was seen holds.</summary>
    public static BlockSeen BlockOf(SeriesState state, MeetingSighting sighting) => sighting switch
    {
        { HasJoinBlock: false } => BlockSeen.None,
        { Fingerprint: { } seen } when seen == state.Written?.Fingerprint => BlockSeen.Ours,
        _ => BlockSeen.Other,
    };

    private static SeriesState Apply(SeriesState state, SeriesProgress progress)
    {
        var lost = state.Progress.HasDetails && !progress.HasDetails;
        var starts = progress.Steps.Contains(SeriesStep.AddMembers) && progress.Shape != state.Progress.Shape;
        return SeriesReleases.Plan(state, state with
        {
            Progress = progress,
            IsOver = false,
            Attempts = progress.Steps.SequenceEqual(state.Progress.Steps) ? state.Attempts : 0,
            Details = lost ? null : state.Details,
            Made = lost ? null : state.Made,
            MembersDone = starts ? 0 : state.MembersDone,
        });
    }

    /// <summary>Before Webex is asked: a crash, or a lost answer, may leave a meeting of which nobody knows.</summary>
    /// <returns>The same state when the start that it would be asked with now is noted already, or when it is not asked to make anything.</returns>
    public static SeriesState NoteStart(SeriesState state, DateTimeOffset now)
    {
        if (!SeriesPlan.MakesMeeting(state.Progress.Action) || !state.Progress.Steps.Contains(SeriesStep.GetDetails))
            return state;
        var asked = AskedStarts.With(state.Asked, SightingTimes.StartForWebex(state.Sighting!, now), state.Progress.Shape);
        return asked == state.Asked ? state : state with { Asked = asked };
    }

    /// <summary>
    /// Webex changes no meeting that is over, and leaves a recurrence when it is told of none. While the meeting runs there is no other:
    /// it would part those who have joined from those who come.
    /// </summary>
    private static bool NeedsAnother(SeriesState state, MeetingSighting after, DateTimeOffset now)
    {
        var made = state.Made ?? (state.Sighting is { } before ? MadeMeeting.Of(before) : null);
        return made is not null && SightingTimes.StartForWebex(after, now) > now
            && ((made.IsRecurring && !MadeMeeting.Of(after).IsRecurring) || (made.IsOver(now) && !(after.LastEnd <= now)));
    }

    /// <summary>
    /// Whether what Webex has ends before an occurrence that was moved beyond the pattern's end, and cannot be prolonged, as the pattern has no
    /// occurrence to come.
    /// </summary>
    public static bool EndsTooEarly(SeriesState state, DateTimeOffset now) =>
        state.Made is { } made && SightingTimes.Left(state.Sighting!, now) is not null && made.LastEnd < SightingTimes.EndForWebex(state.Sighting!);

    private static bool RoomsChanged(MeetingSighting? before, MeetingSighting now) =>
        before is not null && (now.Rooms.Except(before.Rooms).Any() || !now.Declined.SequenceEqual(before.Declined));

    private static bool Same(SeriesState before, SeriesState after) =>
        before.Sighting is { } seen
        && SightingComparison.AreSame(seen, after.Sighting!)
        && before.Progress with { Steps = [] } == after.Progress with { Steps = [] }
        && before.Progress.Steps.SetEquals(after.Progress.Steps);
}
