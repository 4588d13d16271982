using Microsoft.Extensions.Logging;
using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Sends the ticks: one timer, set to the reminder that is due next.</summary>
internal sealed partial class ReminderService : IDisposable
{
    /// <summary>Timers cannot wait longer than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly ReminderSchedule _schedule = new();
    private readonly ReminderTable _table;
    private readonly GrainCaller _caller;
    private readonly TimeProvider _time;
    private readonly TimeSpan _minimumPeriod;
    private readonly ILogger _logger;
    private ITimer? _timer;
    private long _lastVersion;

    public ReminderService(ReminderTable table, GrainCaller caller, TimeProvider time, OrleansEmbeddedOptions options, ILogger<ReminderService> logger)
    {
        (_table, _caller, _time, _minimumPeriod, _logger) = (table, caller, time, options.MinimumReminderPeriod, logger);
        var now = time.GetUtcNow();
        foreach (var entry in table.ReadAll())
        {
            _schedule.Set(entry, entry.TickNotBefore(now));
            _lastVersion = Math.Max(_lastVersion, entry.Version);
        }
    }

    /// <summary>Begins to send ticks.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _timer = _time.CreateTimer(_ => SendDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            SetTimer();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < _minimumPeriod)
            throw new ArgumentException($"The period of the reminder '{name}', {period}, is below the minimum of {_minimumPeriod}.", nameof(period));
        var first = _time.GetUtcNow() + dueTime;
        var entry = new ReminderEntry(grain, name, first, period, Interlocked.Increment(ref _lastVersion));
        await _table.SaveAsync(entry);
        lock (_gate)
        {
            _schedule.Set(entry, first);
            SetTimer();
        }

        return entry;
    }

    public async Task UnregisterAsync(IGrainReminder reminder)
    {
        if (reminder is not ReminderEntry entry) throw new ArgumentException("The handle is not one that this runtime gave out.", nameof(reminder));
        if (!await _table.DeleteAsync(entry)) throw new ReminderException($"The reminder '{entry.Name}' was ended or registered anew meanwhile.");
        lock (_gate) _schedule.Remove(entry);
    }

    public IGrainReminder? Find(GrainId grain, string name)
    {
        lock (_gate) return _schedule.Find(grain, name);
    }

    public List<IGrainReminder> All(GrainId grain)
    {
        lock (_gate) return [.. _schedule.Of(grain)];
    }

    private void SendDue()
    {
        var now = _time.GetUtcNow();
        List<(ReminderEntry Entry, DateTimeOffset Due)> due = [];
        lock (_gate)
        {
            while (_schedule.TakeDue(now) is { } taken) due.Add(taken);
            SetTimer();
        }

        foreach (var (entry, tick) in due) _ = SendAsync(entry, tick);
    }

    /// <summary>The next tick is set after this one is over, so that a slow grain is not flooded.</summary>
    private async Task SendAsync(ReminderEntry entry, DateTimeOffset tick)
    {
        try
        {
            var grain = (IRemindable)(object)_caller.Reference(entry.Grain, typeof(IRemindable));
            await grain.ReceiveReminder(entry.Name, new TickStatus(entry.FirstTick.UtcDateTime, entry.Period, _time.GetUtcNow().UtcDateTime));
        }
        catch (Exception failure)
        {
            LogTickFailed(_logger, entry.Name, GrainKey.ForLog(entry.Grain), failure);
        }

        lock (_gate)
        {
            _schedule.PutBack(entry, entry.TickAfter(tick, _time.GetUtcNow()));
            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (_timer is null) return;
        if (_schedule.NextDue is not { } next)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = next - _time.GetUtcNow();
        _timer.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The tick of reminder {Reminder} failed at {Grain}; the next comes a period later")]
    private static partial void LogTickFailed(ILogger logger, string reminder, string grain, Exception failure);
}
