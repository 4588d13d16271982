using System.Net;
using System.Threading.RateLimiting;
using HybridCalendar.Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>How many unknown subscriptions a sender may make us look up; known ones are never limited.</summary>
internal sealed class UnknownSubscriptionLimit(IOptions<GatewayOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        sender => RateLimitPartition.GetTokenBucketLimiter(sender, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.UnknownSubscriptionsPerSecond * 2,
            TokensPerPeriod = options.Value.UnknownSubscriptionsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Whether the sender has named few enough unknown ones lately. A part of a permit, as it flows in all the time, is none.</summary>
    public bool MayLookUp(IPAddress? sender) => _limiter.GetStatistics(sender ?? IPAddress.None)?.CurrentAvailablePermits > 0;

    /// <summary>A lookup found nothing. Those that found something are free: after a start all of ours have to be looked up once.</summary>
    public void CountMiss(IPAddress? sender)
    {
        using var lease = _limiter.AttemptAcquire(sender ?? IPAddress.None);
    }

    public void Dispose() => _limiter.Dispose();
}
