using System.Net;
using System.Threading.RateLimiting;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// Ten tries a minute for each device and sender, a hundred for each sender: a code has 40 bits, and the device itself voids it
/// after a few wrong tries.
/// </summary>
internal sealed class ActivationLimit : IDisposable
{
    private readonly PartitionedRateLimiter<(string Device, IPAddress Sender)> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<(string Device, IPAddress Sender), IPAddress>(
            caller => RateLimitPartition.GetFixedWindowLimiter(caller.Sender, _ => Window(100))),
        PartitionedRateLimiter.Create<(string Device, IPAddress Sender), (string, IPAddress)>(
            caller => RateLimitPartition.GetFixedWindowLimiter(caller, _ => Window(10))));

    public bool MayTry(string device, IPAddress? sender)
    {
        using var lease = _limiter.AttemptAcquire((device, sender ?? IPAddress.None));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static FixedWindowRateLimiterOptions Window(int tries) => new() { PermitLimit = tries, Window = TimeSpan.FromMinutes(1) };
}
