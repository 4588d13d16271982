namespace HybridCalendar.Grains.Connectors;

/// <summary>Why a connector is not let in, or not any more.</summary>
/// <param name="Code">For programs: <c>token</c>, <c>tokenSpent</c>, <c>tokenExpired</c>, <c>clock</c>, <c>publicKey</c>, <c>proof</c>, <c>unknown</c>, <c>replaced</c>.</param>
/// <param name="Detail">What happened and what to do, for people.</param>
[GenerateSerializer, Immutable]
[Alias("hc.link-refusal")]
public sealed record LinkRefusal([property: Id(0)] string Code, [property: Id(1)] string Detail);
