using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

public sealed class LifeGrain(Greeting greeting) : Grain, ILifeGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    private Journal Journal => Journal.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Journal.Add("activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Journal.Add("deactivating " + reason.ReasonCode);
        await Task.Yield();
        if (Journal.Count("fail the end") > 0) throw new FormatException("this end fails");
        Journal.Add("deactivated");
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task<string> Greet() => Task.FromResult(greeting.Text);

    public Task<string> Identity() => Task.FromResult(this.GetGrainId().ToString());

    public Task<string> KeyOfSelf() => Task.FromResult(this.AsReference<ILifeGrain>().GetPrimaryKeyString());

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task EndAfterGate()
    {
        DeactivateOnIdle();
        Journal.Add("at gate");
        await Journal.WaitForAsync("gate open");
        Journal.Add("turn over");
    }
}
