using Microsoft.Extensions.Logging;

namespace HybridCalendar.Sandbox.Time;

/// <summary>Runs short pieces of work at their time, one after the other, in the order of their times.</summary>
internal sealed partial class DelayedWork : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger<DelayedWork> _log;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _queue = new();
    private readonly ITimer _timer;
    private long _order;
    private bool _running;

    public DelayedWork(TimeProvider time, ILogger<DelayedWork> log)
    {
        _time = time;
        _log = log;
        _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void At(DateTimeOffset due, Action work)
    {
        lock (_gate)
        {
            _queue.Enqueue(work, (due, _order++));
            Arm();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (_running || !_queue.TryPeek(out _, out var next))
            return;
        var wait = next.Due - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Run()
    {
        lock (_gate)
        {
            if (_running)
                return;
            _running = true;
        }
        while (Next() is { } work)
        {
            try
            {
                work();
            }
#pragma warning disable CA1031 // One bad message must not stop the mail of all mailboxes.
            catch (Exception e)
#pragma warning restore CA1031
            {
                WorkFailed(e);
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out var work, out var next) && next.Due <= _time.GetUtcNow())
            {
                _queue.Dequeue();
                return work;
            }
            _running = false;
            Arm();
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delayed work failed")]
    private partial void WorkFailed(Exception e);
}
