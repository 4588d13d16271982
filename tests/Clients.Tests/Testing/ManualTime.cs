namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>Time that stands still until a test moves it. Timers fire in order, on the thread that moves time.</summary>
public sealed class ManualTime : TimeProvider, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private readonly List<ManualTimer> _timers = [];
    private readonly SemaphoreSlim _changed = new(0);
    private DateTimeOffset _now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_timers)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose() => _changed.Dispose();

    /// <summary>Waits until somebody waits for less than <paramref name="below"/>, and tells how long.</summary>
    public async Task<TimeSpan> WaitForDelayAsync(TimeSpan below)
    {
        while (true)
        {
            lock (_timers)
            {
                foreach (var timer in _timers)
                {
                    if (timer.Due - _now is var left && left < below)
                        return left;
                }
            }
            (await _changed.WaitAsync(Deadline)).ShouldBeTrue($"Nobody waits for less than {below}.");
        }
    }

    public void Advance(TimeSpan by)
    {
        DateTimeOffset end;
        lock (_timers)
            end = _now + by;
        while (Next(end) is { } timer)
            timer.Fire();
        lock (_timers)
            _now = end;
    }

    private ManualTimer? Next(DateTimeOffset end)
    {
        lock (_timers)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            _timers.Remove(next);
            _now = next.Due > _now ? next.Due : _now;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            period.ShouldBe(Timeout.InfiniteTimeSpan, "Periodic timers are not used.");
            lock (time._timers)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }
            }
            time._changed.Release();
            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
