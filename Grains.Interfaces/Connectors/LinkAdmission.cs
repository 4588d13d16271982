namespace HybridCalendar.Grains.Connectors;

/// <summary>Whether a connection of a connector is let in.</summary>
/// <param name="Refusal">Why not; null when it is.</param>
/// <param name="PublicKey">The connector's key, which what is meant for it alone is encrypted with: DER of SubjectPublicKeyInfo, base64.</param>
[GenerateSerializer, Immutable]
[Alias("hc.link-admission")]
public sealed record LinkAdmission([property: Id(0)] LinkRefusal? Refusal, [property: Id(1)] string PublicKey);
