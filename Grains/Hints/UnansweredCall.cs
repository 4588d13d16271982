namespace HybridCalendar.Grains.Hints;

/// <summary>
/// A call to a silo that died may be answered by nobody: a client of the cluster is not told of the death and waits until the call's time
/// limit, half a minute. So what is not answered in time is asked once more, and the first good answer counts. For calls that may be repeated.
/// </summary>
internal static class SecondCall
{
    /// <param name="call">Makes the call.</param>
    /// <param name="patience">How long the first may take alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task MakeAsync(Func<Task> call, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var first = call();
        try
        {
            await first.WaitAsync(patience, time, cancellationToken);
            return;
        }
        catch (TimeoutException) when (!first.IsCompleted)
        {
            // Asked again below.
        }
        var second = call();
        var sooner = await Task.WhenAny(first, second).WaitAsync(cancellationToken);
        var later = sooner == first ? second : first;
        if (sooner.IsCompletedSuccessfully)
            Observe(later);
        else
            Observe(sooner);
        await (sooner.IsCompletedSuccessfully ? sooner : later).WaitAsync(cancellationToken);
    }

    /// <summary>The other call's answer is the one that counts; this one's failure is nobody's surprise.</summary>
    private static void Observe(Task call) => _ = call.ContinueWith(
        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
