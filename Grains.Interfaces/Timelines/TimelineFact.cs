using System.Collections.Immutable;

namespace HybridCalendar.Grains.Timelines;

/// <summary>What a timeline entry tells, for programs, and to be put into any language.</summary>
/// <param name="Subject">What it is of: a device, alerts, a subscription. What goes on with one subject on a day is one entry.</param>
/// <param name="Code">Which kind, a word for programs.</param>
/// <param name="Values">What stands in the sentence: names, numbers, times in UTC.</param>
/// <param name="Since">When the first of <paramref name="Times"/> was, UTC; null for a single one.</param>
/// <param name="Times">How often it happened that day; the entry tells of the last one.</param>
[GenerateSerializer, Immutable]
[Alias("hc.timeline-fact")]
public sealed record TimelineFact(
    [property: Id(0)] string Subject,
    [property: Id(1)] string Code,
    [property: Id(2)] ImmutableArray<string> Values,
    [property: Id(3)] DateTimeOffset? Since = null,
    [property: Id(4)] int Times = 1);
