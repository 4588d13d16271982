using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.ISlowGrain")]
public interface ISlowGrain : IGrainWithStringKey
{
    /// <summary>Keeps the turn until the journal holds "gate open".</summary>
    [Alias("Hold")]
    Task Hold();

    [ResponseTimeout("00:00:00.5")]
    [Alias("HoldTooLong")]
    Task HoldTooLong();

    [ResponseTimeout("00:00:00.5")]
    [Alias("Mark")]
    Task Mark(string entry);

    [Alias("Ping")]
    Task<string> Ping();

    [ResponseTimeout("00:00:01")]
    [Alias("Touch")]
    Task<string> Touch();

    /// <summary>Calls itself through its own reference.</summary>
    [ResponseTimeout("00:00:01")]
    [Alias("PingSelf")]
    Task<string> PingSelf();

    /// <summary>Calls another grain, which calls this one back.</summary>
    [ResponseTimeout("00:00:01")]
    [Alias("PingThrough")]
    Task<string> PingThrough(ISlowGrain other);

    [ResponseTimeout("00:00:01")]
    [Alias("PingBack")]
    Task<string> PingBack(ISlowGrain caller);

    [Alias("WaitForCancellation")]
    Task WaitForCancellation(CancellationToken cancellationToken);
}

public sealed class SlowGrain : Grain, ISlowGrain
{
    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public async Task Hold()
    {
        Journal.Add("holding");
        await Journal.WaitForAsync("gate open");
        Journal.Add("held");
    }

    public Task HoldTooLong() => Hold();

    public Task Mark(string entry)
    {
        Journal.Add(entry);
        return Task.CompletedTask;
    }

    public Task<string> Ping() => Task.FromResult("pong");

    public Task<string> Touch() => Ping();

    public Task<string> PingSelf() => this.AsReference<ISlowGrain>().Touch();

    public Task<string> PingThrough(ISlowGrain other) => other.PingBack(this.AsReference<ISlowGrain>());

    public Task<string> PingBack(ISlowGrain caller) => caller.Touch();

    public async Task WaitForCancellation(CancellationToken cancellationToken)
    {
        Journal.Add("waiting");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Journal.Add("cancelled");
        }
    }
}
