namespace HybridCalendar.Grains.Connectors;

/// <summary>What a connector registers with.</summary>
/// <param name="Token">Shown once; only its hash is stored. It works once.</param>
/// <param name="ExpiresAt">UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.registration-token")]
public sealed record RegistrationToken([property: Id(0)] string Token, [property: Id(1)] DateTimeOffset ExpiresAt);
