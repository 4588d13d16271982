using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Devices;

/// <summary>All simulated devices.</summary>
public sealed class DeviceFleet(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedDevice> _devices = new();

    public IEnumerable<SimulatedDevice> All => _devices.Values.OrderBy(d => d.DisplayName, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SimulatedDevice> InCloud => All.Where(d => !d.IsOnPremises);

    public SimulatedDevice Add(string id, string displayName, string workspaceId, string workspaceName) =>
        _devices[id] = new SimulatedDevice(id, displayName, workspaceId, workspaceName, time);

    /// <summary>Adds a device that Webex does not know: TMS tells it its bookings.</summary>
    public SimulatedDevice AddOnPremises(string id, string displayName, string roomName) =>
        _devices[id] = new SimulatedDevice(id, displayName, "", roomName, time) { IsOnPremises = true };

    public SimulatedDevice? Find(string id) => _devices.GetValueOrDefault(id);

    /// <summary>A device that Webex knows.</summary>
    public SimulatedDevice? FindInCloud(string id) => Find(id) is { IsOnPremises: false } device ? device : null;

    public SimulatedDevice? FindOnPremises(string id) => Find(id) is { IsOnPremises: true } device ? device : null;

    public void Clear() => _devices.Clear();
}
