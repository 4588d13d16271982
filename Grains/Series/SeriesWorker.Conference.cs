using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <content>Hands requests to TMS to the connectors' pool. Whatever keeps it from taking them keeps no other step, and is logged.</content>
internal sealed partial class SeriesWorker
{
    private async Task<(SeriesState? Asked, Exception? Failure)> TryAskConferenceAsync(SeriesState state, string seriesKey, CancellationToken cancellationToken)
    {
        try
        {
            return (await AskConferenceAsync(state, seriesKey), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
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
            : ConferenceSteps.Refuse(asked, "No connector is registered that could ask TMS.", Now);
    }

    private (SeriesState State, TimeSpan Pause) FailAsking(SeriesState state, Exception failure)
    {
        LogFailed(log, SeriesStep.AskConference, state.Attempts + 1, failure);
        if (state.Attempts + 1 >= MaxAttempts)
        {
            var asked = state with { Attempts = 0, Progress = SeriesPlan.Done(state.Progress, SeriesStep.AskConference) };
            return (ConferenceSteps.Refuse(asked, "The request could not be handed to the connectors.", Now), TimeSpan.Zero);
        }
        var waiting = state with
        {
            Attempts = state.Attempts + 1,
            Timeline = state.Timeline.Add(Now, TimelineStep.Failed, "The request cannot be handed to the connectors now; it is tried again."),
        };
        return (waiting, jitter.PauseAfter(waiting.Attempts, s_longestPause));
    }
}
