namespace HybridCalendar.Gateway.Notifications;

/// <summary>Counts what is worth a line in the log, but no more than one a minute. Safe to use from several threads.</summary>
internal sealed class RareAlarm(TimeProvider time)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private long _last = long.MinValue;
    private long _untold;

    /// <returns>How many to tell of now; 0 when it is too early to tell again.</returns>
    public long Add(int count)
    {
        if (count == 0)
            return 0;
        var untold = Interlocked.Add(ref _untold, count);
        var last = Interlocked.Read(ref _last);
        var now = time.GetTimestamp();
        if (last != long.MinValue && time.GetElapsedTime(last, now) < s_pause)
            return 0;
        if (Interlocked.CompareExchange(ref _last, now, last) != last)
            return 0;
        Interlocked.Add(ref _untold, -untold);
        return untold;
    }
}
