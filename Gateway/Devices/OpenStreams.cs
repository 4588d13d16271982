namespace HybridCalendar.Gateway.Devices;

/// <summary>Which devices hold a stream open at this gateway.</summary>
internal sealed class OpenStreams
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byDevice = [];

    /// <summary>How many devices do; one with two streams counts once.</summary>
    public int Devices
    {
        get
        {
            lock (_lock)
                return _byDevice.Count;
        }
    }

    /// <summary>Counts a stream until the result is disposed of.</summary>
    public IDisposable Open(string device)
    {
        lock (_lock)
            _byDevice[device] = _byDevice.GetValueOrDefault(device) + 1;
        return new OpenStream(this, device);
    }

    private void Close(string device)
    {
        lock (_lock)
        {
            if (--_byDevice[device] == 0)
                _byDevice.Remove(device);
        }
    }

    private sealed class OpenStream(OpenStreams streams, string device) : IDisposable
    {
        public void Dispose() => streams.Close(device);
    }
}
