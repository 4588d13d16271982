namespace HybridCalendar.Hosting;

/// <summary>How long a gateway that starts waits for its silos, which may start after it.</summary>
/// <param name="time">The clock.</param>
internal sealed class SiloWait(TimeProvider time)
{
    /// <summary>The schema of a large database may take its time. Later than this the start fails, and who started the gateway hears of it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private long? _begin;

    /// <summary>Waits a moment before the next try.</summary>
    /// <returns>False when it is enough.</returns>
    public async Task<bool> AgainAsync(CancellationToken stop)
    {
        _begin ??= time.GetTimestamp();
        if (time.GetElapsedTime(_begin.Value) >= Longest)
            return false;
        await Task.Delay(s_pause, time, stop);
        return true;
    }
}
