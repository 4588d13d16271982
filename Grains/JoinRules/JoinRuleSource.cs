using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Grains.JoinRules;

/// <summary>The join rules in force; they may be replaced at any time.</summary>
public sealed class JoinRuleSource(JoinRuleSet initial)
{
    private volatile JoinRuleSet _current = initial;

    /// <summary>Take it once for each event, so that all its parts are judged by the same rules.</summary>
    public JoinRuleSet Current => _current;

    public void Replace(JoinRuleSet rules) => _current = rules;
}
