using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// The calls that give alerts to devices. One that a device has not answered in time is still on its way: the same alert is not sent
/// after it, or the device would give it as often as it was called. Kept in memory.
/// </summary>
public sealed class SlowAlerts
{
    private readonly Dictionary<(string Device, JoinAlert Alert), Task> _calls = [];

    /// <summary>The call that is under way, or that succeeded after nobody waited for it any more; else a new one.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="alert">What it is told.</param>
    /// <param name="give">Calls the device.</param>
    public Task GiveAsync(string device, JoinAlert alert, Func<Task> give)
    {
        if (_calls.TryGetValue((device, alert), out var call) && call is { IsFaulted: false, IsCanceled: false })
            return call;
        return _calls[(device, alert)] = give();
    }

    /// <summary>Forgets the calls of all alerts but these.</summary>
    public void Keep(IReadOnlyCollection<JoinAlert> alerts)
    {
        foreach (var call in _calls.Keys.Where(call => !alerts.Contains(call.Alert)).ToList())
            _calls.Remove(call);
    }
}
