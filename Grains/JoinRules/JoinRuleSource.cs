using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Grains.JoinRules;

/// <summary>The join rules in force: those that come with the product, or of a file, with what the organization changed of them.</summary>
public sealed class JoinRuleSource(JoinRuleSet initial)
{
    private readonly Lock _lock = new();
    private volatile JoinRuleSet _current = initial;
    private string? _file;
    private JoinRuleEdits _edits = JoinRuleEdits.None;

    /// <summary>Take it once for each event, so that all its parts are judged by the same rules.</summary>
    public JoinRuleSet Current => _current;

    /// <summary>The rules without the organization's changes, as the text of a rules file.</summary>
    public string BaseText
    {
        get
        {
            lock (_lock)
                return _file ?? JoinRuleSet.ReadShipped();
        }
    }

    /// <summary>Takes a file in place of the rules before.</summary>
    /// <exception cref="JoinRulesException">The text is no JSON or a rule is wrong; the rules before stay.</exception>
    public void TakeFile(string text)
    {
        // Checks every pattern, which the rules in force are made ready without.
        JoinRuleSet.Parse(text);
        lock (_lock)
        {
            _current = Put(text, _edits);
            _file = text;
        }
    }

    /// <summary>Takes the organization's changes in place of those before.</summary>
    /// <exception cref="JoinRulesException">No rule would be left in force; the rules before stay.</exception>
    public void TakeEdits(JoinRuleEdits edits)
    {
        lock (_lock)
        {
            _current = Put(_file, edits);
            _edits = edits;
        }
    }

    private static JoinRuleSet Put(string? file, JoinRuleEdits edits) => file is null && edits == JoinRuleEdits.None
        ? JoinRuleSet.Default
        : JoinRuleSet.ParseChecked(edits == JoinRuleEdits.None ? file! : new EditedRules(file ?? JoinRuleSet.ReadShipped(), edits).ToJson());
}
