using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>All activations of this process, and the way of a call to its own.</summary>
internal sealed class GrainCatalog(
    GrainManifest manifest,
    IncomingFilters filters,
    IServiceProvider services,
    TimeProvider time,
    OrleansEmbeddedOptions options,
    ILogger<GrainCatalog> logger)
{
    private const int MaxForwards = 10;

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly Lazy<GrainCaller> _caller = new(services.GetRequiredService<GrainCaller>);
    private readonly Lazy<ReminderService> _reminders = new(services.GetRequiredService<ReminderService>);
    private volatile Acceptance _acceptance;

    public GrainCaller Caller => _caller.Value;

    public ReminderService Reminders => _reminders.Value;

    public IncomingFilters Filters => filters;

    public IServiceProvider Services => services;

    public TimeProvider Time => time;

    public OrleansEmbeddedOptions Options => options;

    public ILogger Logger => logger;

    /// <summary>Which calls are taken; while draining, those of grains, so that running turns can end well.</summary>
    public Acceptance Acceptance
    {
        get => _acceptance;
        set => _acceptance = value;
    }

    public ICollection<Activation> Activations => _activations.Values;

    public int Count => _activations.Count;

    public void Dispatch(GrainCall call)
    {
        if (_acceptance != Acceptance.Open && (_acceptance == Acceptance.Closed || call.Source is null))
        {
            call.Fail(new SiloUnavailableException("The host is stopping: no more calls are taken."));
            return;
        }

        try
        {
            while (!Find(call.Target).TryReceive(call))
            {
            }
        }
        catch (ArgumentException unknownClass)
        {
            call.Fail(unknownClass);
        }
    }

    /// <summary>Sends on a call that met the end of an activation.</summary>
    public void Forward(GrainCall call)
    {
        if (++call.Forwards <= MaxForwards) Dispatch(call);
        else call.Fail(new OrleansMessageRejectionException($"Activations of {GrainKey.ForLog(call.Target)} ended {MaxForwards} times before {call.Name} could run."));
    }

    public void Remove(Activation activation) => _activations.TryRemove(new(activation.GrainId, activation));

    private Activation Find(GrainId id) =>
        _activations.TryGetValue(id, out var activation) ? activation : _activations.GetOrAdd(id, new Activation(id, manifest.ClassOf(id.Type), this));
}
