using Orleans.Concurrency;

namespace HybridCalendar.Grains.Health;

/// <inheritdoc cref="IProbeGrain"/>
[GrainType("probe")]
[StatelessWorker(1)]
internal sealed class ProbeGrain : Grain, IProbeGrain
{
    public Task Answer() => Task.CompletedTask;
}
