using Orleans.Embedded;

namespace Orleans;

/// <summary>Ends activations that no call has used for the collection age.</summary>
internal sealed class ActivationCollector(GrainCatalog catalog, TimeProvider time, OrleansEmbeddedOptions options) : IDisposable
{
    private ITimer? _timer;

    public void Start() => _timer = time.CreateTimer(_ => Collect(), null, options.CollectionQuantum, options.CollectionQuantum);

    public void Dispose() => _timer?.Dispose();

    private void Collect()
    {
        foreach (var activation in catalog.Activations)
        {
            if (activation.IsIdleFor(options.CollectionAge))
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "No call came for the collection age."));
        }
    }
}
