using System.Collections.Concurrent;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>Devices whose stored state cannot be read: each call to them fails. And alerts that do not reach them.</summary>
internal sealed class BrokenDevices : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, bool> _broken = new();
    private readonly ConcurrentDictionary<string, int> _alerts = new();

    public void Break(string id) => _broken[id] = true;

    /// <summary>So many alerts to a device fail.</summary>
    public void BreakAlerts(string id, int count) => _alerts[id] = count;

    public void Mend()
    {
        _broken.Clear();
        _alerts.Clear();
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var grain = context.TargetId.ToString();
        var isBroken = _broken.Keys.Any(IsTarget);
        if (context.MethodName == nameof(IDeviceGrain.Alert) && _alerts.Keys.FirstOrDefault(IsTarget) is { } deaf)
            isBroken |= _alerts.AddOrUpdate(deaf, 0, (_, left) => left - 1) >= 0;
        return isBroken ? throw new InvalidOperationException("The stored state cannot be read.") : context.Invoke();

        bool IsTarget(string id) => grain!.EndsWith(GrainKeys.Device(id), StringComparison.Ordinal);
    }
}
