namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// Spreads the first reads of mailboxes that are switched on together: an import of 100,000 users would otherwise read 100,000 calendars in
/// the same half minute, and keep itself, devices and notifications waiting. Thread-safe; a silo has one.
/// </summary>
public sealed class FirstReads(TimeProvider time)
{
    /// <summary>So many begin at once.</summary>
    public const int Burst = 200;

    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(5);
    private readonly Lock _gate = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>How long one more mailbox is to wait before it is read: nothing, unless many were switched on before it.</summary>
    public TimeSpan Next()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var earliest = now - (Burst * s_between);
            _last = (_last > earliest ? _last : earliest) + s_between;
            return _last > now ? _last - now : TimeSpan.Zero;
        }
    }
}
