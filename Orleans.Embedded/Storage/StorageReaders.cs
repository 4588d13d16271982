using System.Collections.Concurrent;

namespace Orleans;

/// <summary>Connections for reading, as many as read at one time. A reader sees every acknowledged write.</summary>
internal sealed class StorageReaders(Database database) : IDisposable
{
    private readonly ConcurrentBag<StateReader> _free = [];

    public StateRow? ReadState(StateKey key)
    {
        if (!_free.TryTake(out var reader)) reader = new StateReader(database.Open());
        try
        {
            return reader.Read(key);
        }
        finally
        {
            _free.Add(reader);
        }
    }

    public void Dispose()
    {
        while (_free.TryTake(out var reader)) reader.Dispose();
    }
}
