using Orleans.Runtime;

namespace Orleans;

/// <summary>Calls to one observer, taken one after the other on the thread pool.</summary>
internal sealed class ObserverQueue(WeakReference<IGrainObserver> observer, IncomingFilters filters)
{
    private readonly Queue<GrainCall> _waiting = new();
    private bool _running;

    /// <summary>False when the observer was collected.</summary>
    public bool TryReceive(GrainCall call)
    {
        if (!observer.TryGetTarget(out _)) return false;
        lock (_waiting)
        {
            _waiting.Enqueue(call);
            if (_running) return true;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.RunAsync(), this, preferLocal: false);
        return true;
    }

    private async Task RunAsync()
    {
        while (TryTake(out var call))
        {
            if (call.IsOver) continue;
            RequestContext.Current = call.RequestContext;
            if (observer.TryGetTarget(out var target))
            {
                await call.InvokeAsync(target, filters, activation: null);
                call.Complete();
            }
            else
            {
                call.Fail(new ClientNotAvailableException($"The observer called by {call.Name} is gone."));
            }
        }
    }

    private bool TryTake(out GrainCall call)
    {
        lock (_waiting)
        {
            _running = _waiting.TryDequeue(out call!);
            return _running;
        }
    }
}
