using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.IFragileGrain")]
public interface IFragileGrain : IGrainWithStringKey
{
    [Alias("Ping")]
    Task<string> Ping();
}

/// <summary>Its activation fails until the test mends it.</summary>
public sealed class FragileGrain : Grain, IFragileGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var journal = Journal.Of(this.GetPrimaryKeyString());
        journal.Add("tried");
        return journal.Count("mended") > 0 ? Task.CompletedTask : throw new FormatException("not yet");
    }

    public Task<string> Ping() => Task.FromResult("pong");
}
