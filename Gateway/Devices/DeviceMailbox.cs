using System.Threading.Channels;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// What the device's grain sends to one connection and is not written yet: the latest list, and a few alerts. However slow the
/// reader is, it never holds more.
/// </summary>
internal sealed class DeviceMailbox : IDeviceObserver
{
    private const int MaxAlerts = 16;
    private readonly Lock _lock = new();
    private readonly Queue<JoinAlert> _alerts = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private DeviceList? _list;
    private volatile bool _isRevoked;
    private volatile bool _hasMoved;

    /// <summary>Whether the stream has lost its right to go on.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>Whether the subscription is to be renewed at once. The stream sets it back before it renews.</summary>
    public bool HasMoved
    {
        get => _hasMoved;
        set => _hasMoved = value;
    }

    public Task Show(DeviceList list)
    {
        lock (_lock)
        {
            if (_list is null || _list.Version <= list.Version)
                _list = list;
        }
        return Signal();
    }

    public Task Alert(JoinAlert alert)
    {
        lock (_lock)
        {
            if (_alerts.Count == MaxAlerts)
                _alerts.Dequeue();
            _alerts.Enqueue(alert);
        }
        return Signal();
    }

    public Task Revoked()
    {
        _isRevoked = true;
        return Signal();
    }

    public Task Moved()
    {
        _hasMoved = true;
        return Signal();
    }

    /// <summary>Completes when there is something to take; may complete once more than needed.</summary>
    public async Task WaitAsync(CancellationToken cancel) => await _signal.Reader.ReadAsync(cancel);

    public (DeviceList? List, JoinAlert[] Alerts) Take()
    {
        lock (_lock)
        {
            var taken = (_list, _alerts.ToArray());
            _list = null;
            _alerts.Clear();
            return taken;
        }
    }

    private Task Signal()
    {
        _signal.Writer.TryWrite(true);
        return Task.CompletedTask;
    }
}
