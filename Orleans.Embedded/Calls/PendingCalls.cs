using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// Fails calls whose answer did not come in time. Real time on purpose, even where tests advance a clock by hours: a call takes
/// microseconds of real time, and must not time out because a test moved the calendar.
/// </summary>
internal sealed class PendingCalls : IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);

    private readonly CallList[] _stripes = [.. Enumerable.Range(0, Math.Max(4, Environment.ProcessorCount)).Select(_ => new CallList())];
    private readonly ITimer _sweep;

    public PendingCalls() => _sweep = TimeProvider.System.CreateTimer(_ => Sweep(), null, SweepPeriod, SweepPeriod);

    public void Add(GrainCall call, TimeSpan timeout)
    {
        call.Deadline = timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        call.Stripe = Environment.CurrentManagedThreadId % _stripes.Length;
        _stripes[call.Stripe].Add(call);
    }

    public void Remove(GrainCall call)
    {
        if (call.Stripe >= 0) _stripes[call.Stripe].Remove(call);
    }

    public void Dispose() => _sweep.Dispose();

    private void Sweep()
    {
        var now = Environment.TickCount64;
        foreach (var stripe in _stripes)
        {
            foreach (var call in stripe.Before(now))
            {
                call.Fail(new TimeoutException(
                    $"No answer in time from {call.Name} of {GrainKey.ForLog(call.Target)}. Whether the call takes effect is unknown."));
            }
        }
    }
}
