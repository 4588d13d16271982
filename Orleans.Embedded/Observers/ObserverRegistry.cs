using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The observers of this process. They are held weakly, so that a forgotten one does not stay for ever.</summary>
internal sealed class ObserverRegistry(IncomingFilters filters)
{
    private readonly ConcurrentDictionary<GrainId, ObserverQueue> _observers = new();

    public GrainId Add(IGrainObserver observer)
    {
        var id = GrainId.Create("sys.client", "observer:" + Guid.NewGuid().ToString("N"));
        _observers[id] = new ObserverQueue(new WeakReference<IGrainObserver>(observer), filters);
        return id;
    }

    public bool Remove(GrainId id) => _observers.TryRemove(id, out _);

    /// <summary>Queues a call. A lost observer fails it at once: in a cluster the caller would wait for its timeout.</summary>
    public void Dispatch(GrainCall call)
    {
        if (_observers.TryGetValue(call.Target, out var queue) && queue.TryReceive(call)) return;
        _observers.TryRemove(call.Target, out _);
        call.Fail(new ClientNotAvailableException($"The observer called by {call.Name} is gone."));
    }
}
