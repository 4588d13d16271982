namespace HybridCalendar.Grains.Hints;

/// <summary>
/// A call to a silo that died or froze may be answered by nobody: a client of the cluster is not told of it and waits until the call's time
/// limit, half a minute. So what is not answered in time is asked again, and the first good answer counts. For calls that may be repeated.
/// </summary>
public static class UnansweredCall
{
    /// <summary>The last of them comes when the others have given up a silo that froze.</summary>
    private const int Most = 4;

    /// <param name="call">Makes the call.</param>
    /// <param name="patience">How long to wait before it is made once more; it is at once when a silo is lost meanwhile.</param>
    /// <param name="silos">Tells of lost silos.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task MakeAsync(Func<Task> call, TimeSpan patience, LostSilos silos, TimeProvider time, CancellationToken cancellationToken)
    {
        var loss = silos.Next;
        var open = new List<Task> { call() };
        for (var made = 1; ;)
        {
            if (made < Most && !await EndsWithinAsync(open, patience, loss, time, cancellationToken))
            {
                loss = silos.Next;
                open.Add(call());
                made++;
                continue;
            }
            await Task.WhenAny(open).WaitAsync(cancellationToken);
            var ended = open.Find(task => task.IsCompletedSuccessfully) ?? open.Find(task => task.IsCompleted)!;
            open.Remove(ended);
            if (!ended.IsCompletedSuccessfully && open.Count > 0)
            {
                Observe(ended);
                continue;
            }
            open.ForEach(Observe);
            await ended;
            return;
        }
    }

    /// <summary>The same for a call that returns something.</summary>
    /// <returns>The first good answer.</returns>
    public static async Task<T> MakeAsync<T>(Func<Task<T>> call, TimeSpan patience, LostSilos silos, TimeProvider time, CancellationToken cancellationToken)
    {
        var calls = new List<Task<T>>();
        await MakeAsync(AddAsync, patience, silos, time, cancellationToken);
        return await calls.Find(one => one.IsCompletedSuccessfully)!;

        Task AddAsync()
        {
            calls.Add(call());
            return calls[^1];
        }
    }

    private static async Task<bool> EndsWithinAsync(List<Task> calls, TimeSpan patience, Task loss, TimeProvider time, CancellationToken cancellationToken)
    {
        var first = Task.WhenAny(calls);
        try
        {
            await Task.WhenAny(first, loss).WaitAsync(patience, time, cancellationToken);
            return first.IsCompleted;
        }
        catch (TimeoutException) when (!first.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>Another call's answer is the one that counts; this one's failure is nobody's surprise.</summary>
    private static void Observe(Task call) => _ = call.ContinueWith(
        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
