namespace HybridCalendar.Grains.Connectors;

/// <summary>A request on its way to a connector.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Request">The request, sealed.</param>
[GenerateSerializer, Immutable]
[Alias("hc.pool-request")]
public sealed record PoolRequest([property: Id(0)] string RequestId, [property: Id(1)] SealedText Request);
