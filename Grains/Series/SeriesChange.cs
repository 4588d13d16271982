using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>What a series' state becomes when its organizer's mailbox shows something new. Pure.</summary>
public static class SeriesChange
{
    /// <summary>After this time a sighting asks again for what was refused.</summary>
    private static readonly TimeSpan s_refusalLife = TimeSpan.FromHours(1);

    public static SeriesState Saw(SeriesState state, MeetingSighting sighting, OrganizationSettings organization, DateTimeOffset now)
    {
        var action = sighting.TakeUpAt is not null && state.Progress.Action is null ? null : ActionOf(sighting, organization);
        if (action is not null)
            sighting = sighting with { TakeUpAt = null };
        var ask = new SeriesAsk(
            action,
            SeriesDigest.OfShape(sighting, action),
            SeriesDigest.OfTarget(sighting.Found),
            sighting.HasJoinBlock,
            sighting.Marker);
        var progress = SeriesPlan.Decide(state.Progress, ask);
        if (now - state.RefusedAt > s_refusalLife)
            progress = SeriesPlan.AskAgain(progress);
        if (RoomsChanged(state.Sighting, sighting))
            progress = progress with { Steps = progress.Steps.Add(SeriesStep.TellRooms) };
        var next = Apply(state, progress) with { Sighting = sighting, RoomsToTell = [.. state.RoomsToTell.Union(sighting.Rooms)] };
        return Same(state, next) ? state : next with { Timeline = Describe(state, next, action, now) };
    }

    public static SeriesState Removed(SeriesState state, DateTimeOffset now)
    {
        var progress = SeriesPlan.Remove(state.Progress);
        return progress == state.Progress
            ? state
            : Apply(state, progress) with
            {
                Timeline = state.Timeline.Add(now, TimelineStep.Seen, "The organizer cancelled or deleted the meeting."),
            };
    }

    public static KeywordAction? ActionOf(MeetingSighting sighting, OrganizationSettings organization) =>
        sighting.Keyword is { } keyword
            ? KeywordActions.Resolve(
                new KeywordMatch(keyword, sighting.Modifier, "", 0),
                new KeywordSettings { Webex = organization.WebexAction, Meet = organization.MeetAction })
            : null;

    private static SeriesState Apply(SeriesState state, SeriesProgress progress)
    {
        var lost = state.Progress.HasDetails && !progress.HasDetails;
        var releases = progress.Steps.Contains(SeriesStep.ReleaseMeeting) && !state.Progress.Steps.Contains(SeriesStep.ReleaseMeeting);
        return state with
        {
            Progress = progress,
            Attempts = progress.Steps.SequenceEqual(state.Progress.Steps) ? state.Attempts : 0,
            Details = lost ? null : state.Details,
            Released = releases && state.Sighting is { } sighting
                ? new ReleasedMeeting(sighting.Organizer, state.Details?.MeetingId, sighting.Start)
                : state.Released,
        };
    }

    private static bool RoomsChanged(MeetingSighting? before, MeetingSighting now) =>
        before is not null && (now.Rooms.Except(before.Rooms).Any() || !now.Declined.SequenceEqual(before.Declined));

    private static bool Same(SeriesState before, SeriesState after) =>
        before.Sighting is { } seen
        && Comparable(seen) == Comparable(after.Sighting!)
        && seen.Rooms.SequenceEqual(after.Sighting!.Rooms)
        && seen.Invitees.SequenceEqual(after.Sighting.Invitees)
        && seen.Declined.SequenceEqual(after.Sighting.Declined)
        && before.Progress with { Steps = [] } == after.Progress with { Steps = [] }
        && before.Progress.Steps.SetEquals(after.Progress.Steps);

    private static MeetingSighting Comparable(MeetingSighting sighting) => sighting with { Rooms = [], Invitees = [], Declined = [], NextStart = null };

    private static Timeline Describe(SeriesState before, SeriesState after, KeywordAction? action, DateTimeOffset now)
    {
        var seen = after.Timeline.Add(now, TimelineStep.Seen, before.Sighting is null
            ? "The organizer's mailbox shows the meeting."
            : "The organizer's mailbox shows a change.");
        foreach (var room in after.Sighting!.Declined.Except(before.Sighting?.Declined ?? []))
            seen = seen.Add(now, TimelineStep.Seen, $"The room {room} declined.");
        if (before.Sighting is not null && before.Progress.Action == action && before.Progress.Target == after.Progress.Target
            && before.Sighting.TakeUpAt == after.Sighting.TakeUpAt)
            return seen;
        return seen.Add(now, TimelineStep.Decided, action switch
        {
            KeywordAction.PersonalRoom => "The keyword asks for the scheduler's personal room.",
            KeywordAction.Space => "The keyword asks for a Webex space.",
            KeywordAction.OneTimeMeeting => "The keyword asks for a Webex meeting of its own.",
            KeywordAction.Tms => "The keyword asks for a conference booked by TMS.",
            _ when after.Sighting!.TakeUpAt is { } day =>
                "The meeting starts beyond the horizon: its join details are got by the "
                + (day > now ? $"daily pass of {day:yyyy-MM-dd}." : "next daily pass."),
            _ when after.Sighting!.Found is { } found => $"No keyword; rule {found.Rule} finds an address in the invitation ({found.FoundIn}).",
            _ => "No keyword, and no video address in the invitation: there is nothing to join.",
        });
    }
}
