namespace HybridCalendar.Sandbox.Time;

/// <summary>
/// A clock that can be moved forward, so that hours of retries and lifetimes pass in a moment. Between moves it runs like the
/// clock beneath it, or stands still. Timers fall due on either.
/// </summary>
public sealed class VirtualClock : TimeProvider, IDisposable
{
    private readonly TimeProvider _beneath;
    private readonly bool _runs;
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _timers = new(Comparer<VirtualTimer>.Create((one, other) => one.Place.CompareTo(other.Place)));
    private readonly DateTimeOffset _stoodAt;
    private readonly ITimer _next;
    private TimeSpan _moved;
    private long _lastNumber;

    /// <param name="runs">False: time passes only by <see cref="Advance"/>.</param>
    /// <param name="start">Where it begins; now if nothing is given.</param>
    /// <param name="beneath">The clock it runs on; the system's if nothing is given.</param>
    public VirtualClock(bool runs = true, DateTimeOffset? start = null, TimeProvider? beneath = null)
    {
        _beneath = beneath ?? System;
        _runs = runs;
        _stoodAt = start ?? _beneath.GetUtcNow();
        _moved = runs ? _stoodAt - _beneath.GetUtcNow() : TimeSpan.Zero;
        _next = _beneath.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return (_runs ? _beneath.GetUtcNow() : _stoodAt) + _moved;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock and runs whatever fell due, in order.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetUtcNow() + by;
        while (NextDue() is { } due && due <= target)
        {
            MoveTo(due);
            Fire();
        }
        MoveTo(target);
    }

    /// <summary>
    /// Moves the clock at once, as when the machine slept: what fell due meanwhile does so now, and what repeats does so once.
    /// </summary>
    public void Jump(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
        Fire();
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <inheritdoc />
    public void Dispose() => _next.Dispose();

    private void MoveTo(DateTimeOffset time)
    {
        lock (_gate)
        {
            var missing = time - GetUtcNow();
            if (missing > TimeSpan.Zero)
                _moved += missing;
        }
    }

    private DateTimeOffset? NextDue()
    {
        lock (_gate)
            return _timers.Min?.Due;
    }

    private void Fire()
    {
        List<VirtualTimer> due;
        lock (_gate)
        {
            var now = GetUtcNow();
            due = [.. _timers.TakeWhile(timer => timer.Due <= now)];
            foreach (var timer in due)
                Put(timer, timer.NextAfter(now));
            Arm();
        }
        foreach (var timer in due)
            timer.Callback();
    }

    /// <summary>Days may hold a hundred thousand turns of a timer that is always set again: none may cost a look at all the others.</summary>
    private void Put(VirtualTimer timer, DateTimeOffset? due)
    {
        _timers.Remove(timer);
        timer.Place = (due ?? DateTimeOffset.MaxValue, ++_lastNumber);
        if (due is not null)
            _timers.Add(timer);
    }

    private void Arm()
    {
        if (!_runs)
            return;
        var wait = _timers.Min is { } first ? first.Due - GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (wait != Timeout.InfiniteTimeSpan && wait < TimeSpan.Zero)
            wait = TimeSpan.Zero;
        // The system's timers do not reach further than this; Fire arms again.
        _next.Change(wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class VirtualTimer(VirtualClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public Action Callback => callback;

        /// <summary>By when it is due, and of those that are due together who was set first. Set only while it is in no order.</summary>
        public (DateTimeOffset Due, long Number) Place { get; set; }

        public DateTimeOffset Due => Place.Due;

        /// <summary>When it is due again, now that its time has come; null for never.</summary>
        public DateTimeOffset? NextAfter(DateTimeOffset now) => _period <= TimeSpan.Zero ? null : Due + _period > now ? Due + _period : now + _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool now;
            lock (clock._gate)
            {
                _period = period;
                now = dueTime == TimeSpan.Zero;
                clock.Put(this, dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime);
                clock.Arm();
            }
            // A clock that stands still would never reach what is due at once.
            if (now && !clock._runs)
                ThreadPool.QueueUserWorkItem(_ => clock.Fire());
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
