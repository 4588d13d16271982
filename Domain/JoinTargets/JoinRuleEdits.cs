using System.Collections.Immutable;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// What an organization changed of the join rules: kept apart from them, so that rules that come with a new version of the product are
/// there as well.
/// </summary>
public sealed record JoinRuleEdits
{
    public static readonly JoinRuleEdits None = new();

    /// <summary>The organization's own rules, each as the JSON object of a rules file. New ones stand before all others.</summary>
    public ImmutableArray<string> Own { get; init; } = [];

    /// <summary>Rules that were switched on or off, by id.</summary>
    public ImmutableDictionary<string, bool> Enabled { get; init; } = ImmutableDictionary<string, bool>.Empty;

    /// <summary>The ids of all rules in their order when one was moved last; empty when none ever was. A rule that is not named stays behind the one that it follows.</summary>
    public ImmutableArray<string> Order { get; init; } = [];
}
