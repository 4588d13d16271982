namespace HybridCalendar.Grains.Connectors;

/// <summary>Text that only the organization's key opens.</summary>
/// <param name="KeyId">The organization's key.</param>
/// <param name="Jwe">Compact JWE, which also says which request it belongs to.</param>
[GenerateSerializer, Immutable]
[Alias("hc.sealed-text")]
public sealed record SealedText([property: Id(0)] string KeyId, [property: Id(1)] string Jwe);
