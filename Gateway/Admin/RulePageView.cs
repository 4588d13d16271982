using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Gateway.Admin;

/// <summary>What the page of the join rules shows.</summary>
/// <param name="Rules">All rules in their order.</param>
public sealed record RulePageView(IReadOnlyList<JoinRuleDescription> Rules)
{
    private const int MostShown = 30;

    /// <summary>Only rules whose id or host holds this are shown; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Whether all rules are shown, not only the first ones: most of those of the product are never changed.</summary>
    public bool ShowsAll { get; init; }

    /// <summary>Whether there are more than are shown.</summary>
    public bool HasMore => Search is null && !ShowsAll && Rules.Count > MostShown;

    /// <summary>Whether something was just saved.</summary>
    public bool IsSaved { get; init; }

    /// <summary>Why nothing was saved; null when nothing is wrong.</summary>
    public string? Problem { get; init; }

    /// <summary>The rule as it was typed when something is wrong with it; null for none.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>What came of trying the rules; null when nothing was tried.</summary>
    public JoinTargetSearch? Tested { get; init; }

    /// <summary>The link of the online meeting that was tried.</summary>
    public string Online { get; init; } = "";

    /// <summary>The location that was tried.</summary>
    public string Location { get; init; } = "";

    /// <summary>The text that was tried.</summary>
    public string Body { get; init; } = "";

    /// <summary>The rules that are shown, with their places from 1.</summary>
    public IEnumerable<(int Place, JoinRuleDescription Rule)> Shown => Rules.Index().Select(entry => (entry.Index + 1, entry.Item))
        .Where(entry => Search is null || entry.Item.Id.Contains(Search, StringComparison.OrdinalIgnoreCase) || entry.Item.Hosts.Any(host => host.Contains(Search, StringComparison.OrdinalIgnoreCase)))
        .Take(HasMore ? MostShown : int.MaxValue);
}
