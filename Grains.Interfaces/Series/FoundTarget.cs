using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Grains.Series;

/// <summary>A <see cref="JoinTarget"/> on its way between grains.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.found-target")]
public sealed record FoundTarget(
    [property: Id(0)] string Address,
    [property: Id(1)] JoinProtocol Protocol,
    [property: Id(2)] MeetingPlatform Platform,
    [property: Id(3)] string Rule,
    [property: Id(4)] FoundIn FoundIn)
{
    public static FoundTarget? From(JoinTarget? target) =>
        target is null ? null : new FoundTarget(target.Address, target.Protocol, target.Platform, target.Rule, target.FoundIn);

    public JoinTarget ToJoinTarget() => new(Address, Protocol, Platform, Rule, FoundIn);
}
