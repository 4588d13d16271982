using System.Reflection;
using System.Text.Json;

namespace Orleans.Embedded;

/// <summary>Settings of the embedded runtime.</summary>
public sealed class OrleansEmbeddedOptions
{
    /// <summary>The SQLite file that holds all grains' states and reminders; made if missing. Required.</summary>
    public string DatabasePath { get; set; } = string.Empty;

    /// <summary>The assemblies whose grain classes take part. At least one.</summary>
    public IList<Assembly> GrainAssemblies { get; } = [];

    /// <summary>How long a caller waits for an answer. 30 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time without a call an activation ends. 15 min.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle activations are looked for. 1 min.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The limit for a state's read and OnActivateAsync. 30 s.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The limit for OnDeactivateAsync. 30 s.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stopping host lets running turns end before it deactivates the grains. 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest period of a reminder. 1 min, as in Orleans; tests may set less.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How states are written as JSON.</summary>
    public JsonSerializerOptions Json { get; set; } = new(JsonSerializerDefaults.General);

    /// <exception cref="InvalidOperationException">A setting is missing or out of range; the message names it.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(DatabasePath)) throw Wrong(nameof(DatabasePath), "must name a file");
        if (GrainAssemblies.Count == 0) throw Wrong(nameof(GrainAssemblies), "must hold at least one assembly");
        foreach (var (name, value) in new[]
        {
            (nameof(ResponseTimeout), ResponseTimeout), (nameof(CollectionAge), CollectionAge), (nameof(CollectionQuantum), CollectionQuantum),
            (nameof(ActivationTimeout), ActivationTimeout), (nameof(DeactivationTimeout), DeactivationTimeout),
            (nameof(DrainTimeout), DrainTimeout), (nameof(MinimumReminderPeriod), MinimumReminderPeriod),
        })
        {
            if (value <= TimeSpan.Zero) throw Wrong(name, $"must be above zero, but is {value}");
        }
    }

    private static InvalidOperationException Wrong(string setting, string rule) => new($"{nameof(OrleansEmbeddedOptions)}.{setting} {rule}.");
}
