namespace HybridCalendar.Runtime.Tests.Embedded;

public interface IFlightyGrain : IGrainWithStringKey
{
    Task Ping();
}

/// <summary>Ends as soon as it begins.</summary>
public sealed class FlightyGrain : Grain, IFlightyGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Ping() => Task.CompletedTask;
}
