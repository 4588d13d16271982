using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.JoinRules;

namespace HybridCalendar.Gateway.JoinRules;

/// <summary>Changes the organization's join rules, for the API and the pages alike.</summary>
internal sealed class JoinRuleEditor(JoinRuleTable table, JoinRuleSource source, JoinRuleFollower follower, AuditTrail trail)
{
    /// <summary>Each is looked at for every event.</summary>
    public const int MostOwn = 100;
    private const int LongestId = 60;
    private const int LongestPattern = 1_000;
    private const int Tries = 5;

    public async Task<IReadOnlyList<JoinRuleDescription>> ListAsync(CancellationToken cancel = default) =>
        new EditedRules(source.BaseText, (await table.ReadAsync(cancel)).Edits).Describe();

    /// <summary>Adds a rule before all others.</summary>
    public Task<RuleChange> AddAsync(OwnJoinRule rule) => ChangeAsync(rule.Id, (edits, rules) =>
    {
        if (FindProblem(rule, edits, rules) is { } problem)
            return (edits, problem);
        return (edits with { Own = edits.Own.Insert(0, rule.ToJson()), Order = edits.Order.IsEmpty ? edits.Order : edits.Order.Insert(0, rule.Id) }, RuleChange.Done);
    });

    /// <summary>Takes away a rule that the organization added.</summary>
    public Task<RuleChange> RemoveAsync(string id) => ChangeAsync(id, (edits, rules) => Find(rules, id) switch
    {
        null => (edits, Unknown(id)),
        { IsOwn: false } => (edits, new RuleChange(RuleOutcome.Wrong, "This rule comes with the product: switch it off instead.")),
        _ => (edits with
        {
            Own = edits.Own.RemoveAt(IndexOf(edits, id)), Enabled = edits.Enabled.Remove(id), Order = edits.Order.Remove(id),
        }, RuleChange.Done),
    });

    public Task<RuleChange> SwitchAsync(string id, bool isOn) => ChangeAsync(id, (edits, rules) =>
        Find(rules, id) is null ? (edits, Unknown(id))
        : !isOn && rules.Describe().Where(rule => rule.Id != id).All(rule => !rule.Enabled) ? (edits, new RuleChange(RuleOutcome.Wrong, "One rule has to stay in force."))
        : (edits with { Enabled = edits.Enabled.SetItem(id, isOn) }, RuleChange.Done));

    /// <summary>Moves a rule: the first that matches wins.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="place">The new place of a rule, from its place and the number of rules; what lies beyond an end is the end.</param>
    public Task<RuleChange> MoveAsync(string id, Func<int, int, int> place) => ChangeAsync(id, (edits, rules) =>
    {
        var order = rules.Ids.ToList();
        var from = order.IndexOf(id);
        if (from < 0)
            return (edits, Unknown(id));
        var to = Math.Clamp(place(from, order.Count), 0, order.Count - 1);
        order.RemoveAt(from);
        order.Insert(to, id);
        return (edits with { Order = [.. order] }, RuleChange.Done);
    });

    /// <summary>A change that somebody else's came before is made anew on what he left.</summary>
    private async Task<RuleChange> ChangeAsync(string id, Func<JoinRuleEdits, EditedRules, (JoinRuleEdits Edits, RuleChange Change)> change)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var (version, edits) = await table.ReadAsync();
            var rules = new EditedRules(source.BaseText, edits);
            var (next, outcome) = change(edits, rules);
            if (outcome.Outcome != RuleOutcome.Done)
                return outcome;
            if (!await table.SaveAsync(next, version))
                continue;
            trail.Note(View(rules, id), View(new EditedRules(source.BaseText, next), id), id);
            await follower.LookAsync(CancellationToken.None);
            return RuleChange.Done;
        }
        return new RuleChange(RuleOutcome.Stale, "Others change the rules at the same moment; try again.");
    }

    private static RuleChange? FindProblem(OwnJoinRule rule, JoinRuleEdits edits, EditedRules rules) =>
        rule.Id.Length is 0 or > LongestId || !rule.Id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')
            ? new RuleChange(RuleOutcome.Wrong, $"id is 1 to {LongestId} letters, digits, dots, dashes or underscores.")
        : rules.Ids.Contains(rule.Id) ? new RuleChange(RuleOutcome.Exists, $"There is a rule '{rule.Id}' already.")
        : edits.Own.Length >= MostOwn ? new RuleChange(RuleOutcome.Wrong, $"An organization may have {MostOwn} rules of its own.")
        : (rule.Pattern?.Length ?? 0) > LongestPattern ? new RuleChange(RuleOutcome.Wrong, $"pattern may have {LongestPattern} characters.")
        : rules.FindProblem(rule.ToJson()) is { } wrong ? new RuleChange(RuleOutcome.Wrong, wrong)
        : null;

    private static int IndexOf(JoinRuleEdits edits, string id) => edits.Own.IndexOf(edits.Own.First(rule => IdOf(rule) == id));

    private static string IdOf(string rule) => System.Text.Json.Nodes.JsonNode.Parse(rule)!["id"]!.GetValue<string>();

    private static JoinRuleDescription? Find(EditedRules rules, string id) => rules.Describe().FirstOrDefault(rule => rule.Id == id);

    /// <summary>What the audit log tells of a rule, with its place.</summary>
    private static object? View(EditedRules rules, string id) =>
        Find(rules, id) is { } rule ? new { rule.Id, rule.Kind, rule.Platform, Hosts = string.Join(' ', rule.Hosts), rule.Pattern, rule.Enabled, Place = rules.Ids.ToList().IndexOf(id) + 1 } : null;

    private static RuleChange Unknown(string id) => new(RuleOutcome.Unknown, $"There is no rule '{id}'.");
}
