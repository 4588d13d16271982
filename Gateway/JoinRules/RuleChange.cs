namespace HybridCalendar.Gateway.JoinRules;

/// <summary>What came of a change of the join rules.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Problem">Why it was not done, a sentence; null when it was.</param>
internal sealed record RuleChange(RuleOutcome Outcome, string? Problem = null)
{
    public static readonly RuleChange Done = new(RuleOutcome.Done);
}

/// <summary>How a change of the join rules ended.</summary>
internal enum RuleOutcome
{
    Done,

    /// <summary>There is no such rule.</summary>
    Unknown,

    /// <summary>What was asked for cannot be.</summary>
    Wrong,

    /// <summary>There is such a rule already.</summary>
    Exists,

    /// <summary>Others changed the rules again and again meanwhile.</summary>
    Stale,
}
