namespace HybridCalendar.Connector.Link;

/// <summary>How long to wait before something is tried again: doubling up to a minute, less up to a half by chance.</summary>
/// <param name="first">After the first failure.</param>
/// <param name="random">The source of chance.</param>
internal sealed class Pauses(TimeSpan first, Random random)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <param name="failures">Failures so far, at least 1.</param>
    public TimeSpan After(int failures)
    {
        var most = first * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        return (most < s_longest ? most : s_longest) * Share();
    }

    /// <summary>After what only an administrator can mend.</summary>
    public TimeSpan Long() => (first < s_longest ? TimeSpan.FromTicks(Math.Min(s_longest.Ticks, first.Ticks * 60)) : s_longest) * Share();

    private double Share()
    {
        lock (random)
            return 0.5 + (random.NextDouble() / 2);
    }
}
