namespace HybridCalendar.Grains.Organizations;

/// <summary>An organization's own plain text around the join details, at most 1,024 characters each.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.block-text")]
public sealed record BlockText([property: Id(0)] string Header, [property: Id(1)] string Footer);
