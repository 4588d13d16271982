namespace HybridCalendar.Grains.Devices;

/// <summary>A code that a person types at the device to link it.</summary>
/// <param name="Code">Shown once; only its hash is stored.</param>
/// <param name="ExpiresAt">UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.activation-code")]
public sealed record ActivationCode([property: Id(0)] string Code, [property: Id(1)] DateTimeOffset ExpiresAt);
