using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Series;

/// <content>What is to be done for the meeting in Office 365, Webex and TMS is done by a timer: whoever tells the meeting something has no part in it.</content>
internal sealed partial class MeetingSeriesGrain
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);
    private IGrainTimer? _work;
    private int _failures;

    private void WorkAfter(TimeSpan pause)
    {
        _work ??= this.RegisterGrainTimer(
            WorkInTimeAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        _work.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What other grains could not do in time is tried again soon; the reminder is the limit of how long nothing happens.</summary>
    private async Task WorkInTimeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(cancellationToken);
            _failures = 0;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansMessageRejectionException)
        {
            LogPostponed(services.Log, failure);
            WorkAfter(services.Jitter.PauseAfter(++_failures, s_longestPause));
        }
    }

    /// <summary>One step a turn, each stored: rooms that are told of join details ask for them at once, and are not told again.</summary>
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!State.Progress.HasWork)
        {
            await AcceptAsync(State);
            return;
        }
        await ListAsync();
        var (done, pause) = await worker.DoNextAsync(State, this.GetPrimaryKeyString(), cancellationToken);
        var next = SeriesAnswers.Tell(State, PlanConference(done));
        await WriteAsync(next);
        await ListAsync();
        if (next.Progress.HasWork)
            WorkAfter(pause);
        else if (SeriesLife.IsFinished(next))
            await ClearAsync();
        else
            await StopRemindingAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The work of a meeting could not go on now; it is tried again")]
    private static partial void LogPostponed(ILogger logger, Exception failure);
}
