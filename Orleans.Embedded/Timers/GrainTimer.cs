using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A timer of one activation. It is armed for one tick at a time, so that ticks never pile up behind a slow one.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private TimeSpan? _changedDueTime;

    /// <summary>From the due time to the end of the callback: meanwhile changes wait, and nothing else comes due.</summary>
    private bool _firing;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        Check(options.DueTime, nameof(options.DueTime));
        Check(options.Period, nameof(options.Period));
        (_activation, _callback, _options, _period) = (activation, callback, options, options.Period);
        _timer = activation.Time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Interleave => _options.Interleave;

    public bool KeepAlive => _options.KeepAlive;

    public bool IsDisposed => _disposed.IsCancellationRequested;

    public void Start() => _timer.Change(_options.DueTime, Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            _period = period;
            if (_firing) _changedDueTime = dueTime;
            else Arm(dueTime);
        }
    }

    /// <summary>Runs the callback inside a turn; never throws. A failure is logged and given, and the next tick comes as usual.</summary>
    public async Task<Exception?> TickAsync()
    {
        try
        {
            await _callback(_disposed.Token);
            return null;
        }
        catch (OperationCanceledException) when (IsDisposed)
        {
            return null;
        }
        catch (Exception failure)
        {
            LogTickFailed(_activation.Logger, GrainKey.ForLog(_activation.GrainId), failure);
            return failure;
        }
        finally
        {
            ArmNext();
        }
    }

    public void Dispose()
    {
        if (IsDisposed) return;
        try
        {
            _disposed.Cancel();
        }
        catch (AggregateException failure)
        {
            // What the callback hung on its token must not keep the activation from its end.
            LogCancellationFailed(_activation.Logger, GrainKey.ForLog(_activation.GrainId), failure);
        }

        _timer.Dispose();
        _activation.Forget(this);
    }

    private void Due()
    {
        lock (_gate)
        {
            // A change that raced with the due time may have armed the timer again.
            if (_firing || IsDisposed) return;
            _firing = true;
        }

        _activation.TryReceive(new TimerTick(this));
    }

    private void ArmNext()
    {
        lock (_gate)
        {
            _firing = false;
            Arm(_changedDueTime ?? _period);
            _changedDueTime = null;
        }
    }

    private void Arm(TimeSpan dueTime)
    {
        if (!IsDisposed) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    private static void Check(TimeSpan time, string name)
    {
        const long longest = 0xfffffffe;
        var milliseconds = (long)time.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, longest, name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer's callback of {Grain} failed")]
    private static partial void LogTickFailed(ILogger logger, string grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The cancellation of a disposed timer's callback of {Grain} failed")]
    private static partial void LogCancellationFailed(ILogger logger, string grain, Exception failure);
}
