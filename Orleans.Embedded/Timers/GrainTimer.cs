using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A timer of one activation. It is armed for one tick at a time, so that ticks never pile up behind a slow one.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _period;
    private TimeSpan? _changedDueTime;
    private bool _ticking;

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
        _period = period;
        if (_ticking) _changedDueTime = dueTime;
        else _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs the callback inside a turn; a failure is logged and the next tick comes as usual.</summary>
    public async Task TickAsync()
    {
        _ticking = true;
        try
        {
            await _callback(_disposed.Token);
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && IsDisposed))
        {
            LogTickFailed(_activation.Logger, GrainKey.ForLog(_activation.GrainId), failure);
        }
        finally
        {
            _ticking = false;
            var next = _changedDueTime ?? _period;
            _changedDueTime = null;
            if (!IsDisposed) _timer.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        if (IsDisposed) return;
        _disposed.Cancel();
        _timer.Dispose();
        _activation.Forget(this);
    }

    private void Due()
    {
        if (!IsDisposed) _activation.TryReceive(new TimerTick(this));
    }

    private static void Check(TimeSpan time, string name)
    {
        const long longest = 0xfffffffe;
        var milliseconds = (long)time.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, longest, name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer's callback of {Grain} failed; the timer goes on")]
    private static partial void LogTickFailed(ILogger logger, string grain, Exception failure);
}
