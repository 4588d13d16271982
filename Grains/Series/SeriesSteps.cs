using HybridCalendar.Clients;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>What becomes of a series' state when a step was done, or refused. Pure.</summary>
internal static class SeriesSteps
{
    /// <summary>A step was done.</summary>
    /// <param name="state">As it is.</param>
    /// <param name="step">Which.</param>
    /// <param name="text">What the timeline tells.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState Done(SeriesState state, SeriesStep step, string text, DateTimeOffset now) => state with
    {
        Progress = SeriesPlan.Done(state.Progress, step),
        Timeline = state.Timeline.Add(now, TimelineStep.Done, text),
    };

    /// <summary>It will not succeed until somebody changes something.</summary>
    /// <param name="state">As it is.</param>
    /// <param name="step">Which.</param>
    /// <param name="reason">A sentence for an administrator.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState Refused(SeriesState state, SeriesStep step, string reason, DateTimeOffset now) => step == SeriesStep.ReleaseMeeting
        ? SeriesReleases.Refuse(state, reason, now)
        : state with
        {
            Attempts = 0,
            RefusedAt = now,
            Progress = SeriesPlan.Refuse(state.Progress, step, reason),
            Timeline = state.Timeline.Add(now, TimelineStep.Failed, reason),
        };

    /// <summary>Webex gave join details. What an earlier try made has the title and the times of then.</summary>
    public static SeriesState Got(SeriesState state, MeetingJoinDetails got, DateTimeOffset now)
    {
        var isOlder = state.Asked?.MayDiffer(state.Progress.Shape) is true || SeriesReleases.IsKept(state, got.MeetingId);
        var made = isOlder || got.MeetingId is null ? null : MadeMeeting.Of(state.Sighting!);
        var done = Done(state with { Details = got, Made = made, Asked = null }, SeriesStep.GetDetails, "Webex gave the join details.", now);
        return isOlder ? done with { Progress = done.Progress with { Steps = done.Progress.Steps.Add(SeriesStep.UpdateMeeting) } } : done;
    }

    /// <summary>Webex took the invitation's title and times. Somebody may have deleted the meeting there: then there is a new one, and everybody has to hear of it.</summary>
    /// <param name="state">As it is.</param>
    /// <param name="details">The join details now; null when the meeting is over, so that Webex was not asked.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState Updated(SeriesState state, MeetingJoinDetails? details, DateTimeOffset now)
    {
        if (details is null)
            return Done(state, SeriesStep.UpdateMeeting, "The meeting is over: the one in Webex stays as it is.", now);
        var isSame = details.MeetingId == state.Details?.MeetingId;
        // Of one that runs, or has nothing to come in its pattern, Webex is told the title alone.
        var isTitle = SightingTimes.StartForWebex(state.Sighting!, now) <= now || SightingTimes.Left(state.Sighting!, now) is not null;
        var made = isSame && isTitle ? state.Made : MadeMeeting.Of(state.Sighting!);
        var done = Done(state with { Details = details, Made = made }, SeriesStep.UpdateMeeting, "The Webex meeting follows the invitation's title and times.", now);
        return isSame
            ? done
            : done with { Progress = done.Progress with { Steps = done.Progress.Steps.Union([SeriesStep.TellRooms, SeriesStep.WriteBlock]) } };
    }

    /// <summary>The invitation holds the join block. What was there already was seen.</summary>
    public static SeriesState Wrote(SeriesState state, WrittenBlock written, DateTimeOffset now)
    {
        var text = written.WasThere ? "The invitation holds the join details already." : "The join details were written into the invitation.";
        var done = Done(state with { Written = written }, SeriesStep.WriteBlock, text, now);
        return written.WasThere
            ? OccurrenceBlocks.PlanAfterStep(done with { Progress = done.Progress with { WritesUnseen = 0 } }, BlockSeen.Ours, now)
            : done;
    }

    /// <summary>The join block was taken out of the invitation, or was not there.</summary>
    public static SeriesState Erased(SeriesState state, bool wasThere, DateTimeOffset now)
    {
        var done = Done(state, SeriesStep.EraseBlock, "The join details were taken out of the invitation.", now);
        return wasThere ? done : OccurrenceBlocks.PlanAfterStep(done, BlockSeen.None, now);
    }
}
