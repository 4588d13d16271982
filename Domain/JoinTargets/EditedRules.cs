using System.Text.Json;
using System.Text.Json.Nodes;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>A rules file with an organization's changes. Pure.</summary>
public sealed class EditedRules
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly JsonObject _file;
    private readonly List<JsonObject> _rules;
    private readonly HashSet<string> _own;

    /// <param name="json">The text of a rules file, which is known to be right.</param>
    /// <param name="edits">The changes; what they say of rules that are no more has no effect.</param>
    public EditedRules(string json, JoinRuleEdits edits)
    {
        _file = JsonNode.Parse(json, documentOptions: s_lenient)!.AsObject();
        var own = edits.Own.Select(rule => JsonNode.Parse(rule)!.AsObject()).ToList();
        _own = own.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        // An organization's rule counts before one of the same name that came later with the product.
        var shipped = _file["rules"]!.AsArray().Select(rule => rule!.DeepClone().AsObject()).Where(rule => !_own.Contains(IdOf(rule)));
        _rules = Sort([.. own, .. shipped], edits.Order);
        foreach (var rule in _rules)
        {
            if (edits.Enabled.TryGetValue(IdOf(rule), out var enabled))
                rule["enabled"] = enabled;
        }
    }

    /// <summary>The ids of all rules in their order, those that are switched off too.</summary>
    public IReadOnlyList<string> Ids => [.. _rules.Select(IdOf)];

    public IReadOnlyList<JoinRuleDescription> Describe() => [.. _rules.Select(Describe)];

    /// <summary>The text of a rules file that says all of it.</summary>
    public string ToJson()
    {
        var file = _file.DeepClone().AsObject();
        file["rules"] = new JsonArray([.. _rules.Select(rule => rule.DeepClone())]);
        return file.ToJsonString();
    }

    /// <summary>Says what is wrong with a rule of an organization, by the patterns that this file shares.</summary>
    /// <param name="rule">The JSON object of a rules file.</param>
    /// <returns>A sentence; null when nothing is wrong.</returns>
    public string? FindProblem(string rule)
    {
        try
        {
            var alone = new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) };
            if (_file["patterns"] is { } patterns)
                alone["patterns"] = patterns.DeepClone();
            JoinRuleSet.Parse(alone.ToJsonString());
            return null;
        }
        catch (JoinRulesException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>Those that are not named go behind the one that they follow without the order.</summary>
    private static List<JsonObject> Sort(List<JsonObject> rules, IReadOnlyList<string> order)
    {
        if (order.Count == 0)
            return rules;
        var places = order.Distinct().Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var sorted = rules.Where(rule => places.ContainsKey(IdOf(rule))).OrderBy(rule => places[IdOf(rule)]).ToList();
        foreach (var (index, rule) in rules.Index().Where(entry => !places.ContainsKey(IdOf(entry.Item))))
            sorted.Insert(index == 0 ? 0 : sorted.IndexOf(rules[index - 1]) + 1, rule);
        return sorted;
    }

    private JoinRuleDescription Describe(JsonObject rule) => new(
        IdOf(rule), Text(rule, "kind") ?? "link", Text(rule, "platform") ?? nameof(MeetingPlatform.Other), Texts(rule["hosts"]),
        Text(rule, "path") ?? Text(rule, "user") ?? Text(rule, "text"), rule["enabled"]?.GetValue<bool>() ?? true, _own.Contains(IdOf(rule)), Text(rule, "note"));

    private static string IdOf(JsonObject rule) => Text(rule, "id") ?? "";

    private static string? Text(JsonObject rule, string field) => rule[field]?.GetValue<string>();

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray texts => [.. texts.Select(text => text!.GetValue<string>())],
        JsonValue text => [text.GetValue<string>()],
        _ => [],
    };
}
