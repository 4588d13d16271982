using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// The Webex meetings of a series that nobody wants any more. One that Webex does not delete is tried again once a day: it may
/// repeat for ever, and nobody else knows of it. Pure.
/// </summary>
internal static class SeriesReleases
{
    public static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    /// <summary>Then somebody has seen it in Webex, or nobody ever will.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    /// <summary>Notes what is to be deleted when that was just decided.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="next">As it is decided.</param>
    public static SeriesState Plan(SeriesState before, SeriesState next)
    {
        var wasReleasing = IsReleasing(before);
        if (before.Sighting is not { } seen || !IsReleasing(next) || (wasReleasing && (next.Details is not null || before.Details?.MeetingId is null)))
            return next;
        var released = new ReleasedMeeting(seen.Organizer, before.Details?.MeetingId, before.Asked ?? new AskedStarts(seen.Start, seen.Start));
        // Another one is being deleted, that was refused before.
        return wasReleasing ? next with { ToRelease = [.. next.ToRelease, released] } : next with { Released = released, Asked = null };
    }

    public static SeriesState Done(SeriesState state, DateTimeOffset now) => Next(state with
    {
        Timeline = state.Timeline.Add(now, TimelineStep.Done, "The Webex meeting that is no longer wanted was deleted."),
    });

    public static SeriesState Refuse(SeriesState state, string reason, DateTimeOffset now)
    {
        var refused = state.Released! with { Refusal = reason, RefusedSince = state.Released.RefusedSince ?? now };
        var isGivenUp = now - refused.RefusedSince > s_longest;
        return Next(state with
        {
            Attempts = 0,
            RefusedAt = now,
            ToRelease = isGivenUp ? state.ToRelease : [.. state.ToRelease, refused],
            Timeline = state.Timeline.Add(now, TimelineStep.Failed, isGivenUp
                ? $"A Webex meeting that is no longer wanted stays: its deletion is given up. {reason}"
                : $"A Webex meeting that is no longer wanted could not be deleted; it is tried again each day. {reason}"),
        });
    }

    /// <summary>Tries again what was refused, one at a time.</summary>
    /// <param name="state">As it is.</param>
    /// <param name="now">UTC.</param>
    /// <param name="pause">How long after a refusal.</param>
    /// <returns>The same state when nothing is due.</returns>
    public static SeriesState Again(SeriesState state, DateTimeOffset now, TimeSpan pause)
    {
        // What may be made meanwhile has to be told from what is to be deleted.
        var mayMake = !state.Progress.IsRemoved && (state.Asked is not null || state.Progress.Steps.Contains(SeriesStep.GetDetails));
        var first = Unwanted(state).FirstOrDefault();
        return first is null || IsReleasing(state) || mayMake || now - state.RefusedAt < pause ? state : state with
        {
            Released = first,
            ToRelease = state.ToRelease.Remove(first),
            Progress = state.Progress with { Steps = state.Progress.Steps.Add(SeriesStep.ReleaseMeeting) },
        };
    }

    /// <summary>Why a meeting that nobody wants is still in Webex; null when there is none.</summary>
    public static string? ProblemOf(SeriesState state) => Unwanted(state).Select(meeting => meeting.Refusal).FirstOrDefault(reason => reason is not null) is { } reason
        ? $"A Webex meeting that is no longer wanted could not be deleted. {reason}"
        : null;

    /// <summary>
    /// Whether a meeting is wanted again that was to be deleted: Webex finds it by its tag when another one is asked for.
    /// </summary>
    public static bool IsKept(SeriesState state, string? meetingId) => meetingId is not null && state.ToRelease.Any(meeting => meeting.MeetingId == meetingId);

    private static IEnumerable<ReleasedMeeting> Unwanted(SeriesState state) => state.ToRelease.Where(meeting =>
        state.Progress.IsRemoved || meeting.MeetingId is null || meeting.MeetingId != state.Details?.MeetingId);

    /// <summary>What was refused waits for its time; what came meanwhile does not.</summary>
    private static SeriesState Next(SeriesState state) => state.ToRelease.FirstOrDefault(meeting => meeting.Refusal is null) is { } next
        ? state with { Released = next, ToRelease = state.ToRelease.Remove(next) }
        : state with { Released = null, Progress = SeriesPlan.Done(state.Progress, SeriesStep.ReleaseMeeting) };

    private static bool IsReleasing(SeriesState state) => state.Progress.Steps.Contains(SeriesStep.ReleaseMeeting);
}
