using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Devices;

/// <summary>All simulated devices.</summary>
public sealed class DeviceFleet(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedDevice> _devices = new();

    public IEnumerable<SimulatedDevice> All => _devices.Values.OrderBy(d => d.DisplayName, StringComparer.OrdinalIgnoreCase);

    public SimulatedDevice Add(string id, string displayName, string workspaceId, string workspaceName) =>
        _devices[id] = new SimulatedDevice(id, displayName, workspaceId, workspaceName, time);

    public SimulatedDevice? Find(string id) => _devices.GetValueOrDefault(id);

    public void Clear() => _devices.Clear();
}
