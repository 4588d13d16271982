using System.Net.Http.Headers;

namespace HybridCalendar.Clients.Http;

/// <summary>How long to wait before a call is tried again.</summary>
/// <param name="time">Gives the present for a Retry-After that is a date.</param>
/// <param name="random">Spreads callers that failed together.</param>
internal sealed class RetryDelay(TimeProvider time, Random random)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    /// <summary>What the server asked for, as seconds or as a date; null when it did not say. Never negative.</summary>
    public TimeSpan? Asked(RetryConditionHeaderValue? retryAfter)
    {
        var asked = retryAfter?.Delta ?? retryAfter?.Date - time.GetUtcNow();
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    /// <summary>The wait before try number <paramref name="attempt"/> + 1: what was asked plus up to a tenth, else doubling with full jitter.</summary>
    public TimeSpan Before(int attempt, TimeSpan? asked)
    {
        double share;
        lock (random)
            share = random.NextDouble();
        if (asked is { } wait)
            return wait + (TimeSpan.FromMilliseconds(50) + (wait * 0.1 * share));
        var most = s_first * Math.Pow(2, attempt - 1);
        return (most < s_longest ? most : s_longest) * (0.5 + (0.5 * share));
    }
}
