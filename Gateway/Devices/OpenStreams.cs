using System.Collections.Frozen;

namespace HybridCalendar.Gateway.Devices;

/// <summary>Which devices hold a stream open at this gateway.</summary>
internal sealed class OpenStreams
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byDevice = [];
    private FrozenSet<string>? _devices;

    /// <summary>The ids of those that do. The same set as before while none came or went.</summary>
    public FrozenSet<string> Devices
    {
        get
        {
            lock (_lock)
                return _devices ??= _byDevice.Keys.ToFrozenSet();
        }
    }

    /// <summary>Counts a stream until the result is disposed of.</summary>
    public IDisposable Open(string device)
    {
        lock (_lock)
        {
            var streams = _byDevice.GetValueOrDefault(device);
            _byDevice[device] = streams + 1;
            if (streams == 0)
                _devices = null;
        }
        return new OpenStream(this, device);
    }

    private void Close(string device)
    {
        lock (_lock)
        {
            if (--_byDevice[device] > 0)
                return;
            _byDevice.Remove(device);
            _devices = null;
        }
    }

    private sealed class OpenStream(OpenStreams streams, string device) : IDisposable
    {
        public void Dispose() => streams.Close(device);
    }
}
