namespace HybridCalendar.Grains.Hints;

/// <summary>
/// Tells a gateway that a silo is gone as soon as its connection breaks: a client of the cluster hears no more than that, and what it had asked
/// there is answered by nobody. Where grains run in the same process it is never told, and need not be.
/// </summary>
public sealed class LostSilos
{
    private TaskCompletionSource _next = NewSignal();

    /// <summary>Completes with the next loss.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>A silo was lost, or has left.</summary>
    public void Note() => Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
