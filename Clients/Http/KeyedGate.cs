namespace HybridCalendar.Clients.Http;

/// <summary>Lets a limited number of callers through at a time for each key; forgets a key that nobody uses.</summary>
internal sealed class KeyedGate(int limit)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many keys are in use.</summary>
    public int Count
    {
        get
        {
            lock (_entries)
                return _entries.Count;
        }
    }

    /// <summary>Waits in line; dispose of the result to let the next one through.</summary>
    public async ValueTask<Pass> EnterAsync(string key, CancellationToken cancel)
    {
        Entry? entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out entry))
                _entries.Add(key, entry = new Entry(new SemaphoreSlim(limit)));
            entry.Users++;
        }
        try
        {
            await entry.Semaphore.WaitAsync(cancel);
        }
        catch
        {
            Leave(key, entry);
            throw;
        }
        return new Pass(this, key, entry);
    }

    private void Leave(string key, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users > 0)
                return;
            _entries.Remove(key);
        }
        entry.Semaphore.Dispose();
    }

    public sealed class Entry(SemaphoreSlim semaphore)
    {
        public SemaphoreSlim Semaphore { get; } = semaphore;

        public int Users { get; set; }
    }

    public sealed class Pass(KeyedGate gate, string key, Entry entry) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 1)
                return;
            entry.Semaphore.Release();
            gate.Leave(key, entry);
        }
    }
}
