using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// Which devices could not be told of which alerts, and when they are told again. Kept in memory: after a crash every device is told
/// once more.
/// </summary>
/// <param name="jitter">Spreads the next tries.</param>
public sealed class MissedAlerts(Jitter jitter)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);
    private readonly Dictionary<JoinAlert, ImmutableArray<string>> _devices = [];
    private int _failures;

    public IReadOnlyCollection<JoinAlert> Alerts => _devices.Keys;

    /// <summary>When to tell again, UTC; null while there is nothing to tell, or it is just being told.</summary>
    public DateTimeOffset? AgainAt { get; private set; }

    /// <summary>What is not to be told now. When the time has come it is nothing, and the caller tells all that was missed.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyCollection<JoinAlert> PutOff(DateTimeOffset now)
    {
        if (now < AgainAt)
            return Alerts;
        AgainAt = null;
        return [];
    }

    /// <summary>Those of a room's devices that have not heard an alert.</summary>
    public ImmutableArray<string> DevicesOf(JoinAlert alert, ImmutableArray<string> devices) =>
        _devices.TryGetValue(alert, out var missing) ? [.. devices.Intersect(missing)] : devices;

    /// <summary>Notes what came of telling.</summary>
    /// <param name="told">Alerts, each with the devices that could not be told of it.</param>
    /// <param name="due">All alerts that are due and that not every device has heard: others are told no more.</param>
    /// <param name="now">UTC.</param>
    public void Note(IReadOnlyCollection<(JoinAlert Alert, ImmutableArray<string> Failed)> told, IReadOnlyCollection<JoinAlert> due, DateTimeOffset now)
    {
        foreach (var (alert, failed) in told)
            _devices[alert] = failed;
        foreach (var alert in _devices.Keys.Where(alert => _devices[alert].IsEmpty || !due.Contains(alert)).ToList())
            _devices.Remove(alert);
        if (_devices.Count == 0)
            (_failures, AgainAt) = (0, null);
        else if (told.Any(alert => !alert.Failed.IsEmpty))
            AgainAt = now + jitter.PauseAfter(++_failures, s_longestPause);
    }
}
