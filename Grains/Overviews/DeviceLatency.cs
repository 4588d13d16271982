using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace HybridCalendar.Grains.Overviews;

/// <summary>
/// Takes the time from a change of a room's calendar, as Graph dates it, until a device confirmed the list that shows it. Counts wait here for
/// <see cref="LatencyKeeper"/>: there is one for each minute and class, whatever comes in.
/// </summary>
public sealed class DeviceLatency : IDisposable
{
    private readonly Meter _meter = new("HybridCalendar.Devices");
    private readonly ConcurrentDictionary<(long Minute, int Class), long> _counts = [];
    private readonly Histogram<double> _seconds;
    private readonly TimeProvider _time;

    public DeviceLatency(TimeProvider time)
    {
        _time = time;
        _seconds = _meter.CreateHistogram<double>("hybridcalendar.device.latency", "s", "From a change of a room's calendar until a device confirmed it.");
    }

    /// <summary>A device confirmed what shows a change.</summary>
    /// <param name="changedAt">When the calendar was changed, UTC. Graph's clock may be ahead of ours.</param>
    public void Record(DateTimeOffset changedAt)
    {
        var now = _time.GetUtcNow();
        var took = now > changedAt ? now - changedAt : TimeSpan.Zero;
        _seconds.Record(took.TotalSeconds);
        _counts.AddOrUpdate((now.ToUnixTimeSeconds() / 60, LatencyClasses.Of(took)), 1, (_, count) => count + 1);
    }

    /// <summary>Puts back what could not be kept.</summary>
    internal void Return(IEnumerable<LatencyCount> counts)
    {
        foreach (var count in counts)
            _counts.AddOrUpdate((count.Minute, count.Class), count.Changes, (_, more) => more + count.Changes);
    }

    /// <summary>What was counted since it was taken last.</summary>
    internal IReadOnlyList<LatencyCount> Take()
    {
        var taken = new List<LatencyCount>();
        foreach (var key in _counts.Keys)
        {
            if (_counts.TryRemove(key, out var changes))
                taken.Add(new LatencyCount(key.Minute, key.Class, changes));
        }
        return taken;
    }

    public void Dispose() => _meter.Dispose();
}
