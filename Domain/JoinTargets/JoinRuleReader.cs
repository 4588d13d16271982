using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Reads the rules file and says exactly what is wrong with it.</summary>
internal static class JoinRuleReader
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly string[] s_builtInNames = ["link", "host", "path", "address", "user"];
    private static readonly string[] s_addressSchemes = ["sip", "sips", "h323"];

    public static JoinRuleSet Read(string json, bool checksPatterns)
    {
        using var document = Open(json);
        var root = new JsonFields("the file", document.RootElement, new Dictionary<string, RulePattern>(), checksPatterns);
        var shared = root.NamedPatterns("patterns");
        var refusals = root.Objects("refuse").Select((r, i) => ReadRefusal(new JsonFields($"refusal {i + 1}", r, shared, checksPatterns))).ToList();
        var rules = new List<JoinRule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in root.Objects("rules"))
        {
            var fields = new JsonFields($"rule {rules.Count + 1}", element, shared, checksPatterns);
            var rule = ReadRule(fields, rules.Count, out var enabled);
            if (!ids.Add(rule.Id)) throw fields.Wrong("id", "is used twice");
            if (enabled) rules.Add(rule);
        }
        root.Done("note");
        if (rules.Count == 0) throw root.Wrong("rules", "holds no enabled rule");
        return new JoinRuleSet(rules, refusals, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
    }

    private static JsonDocument Open(string json)
    {
        try
        {
            return JsonDocument.Parse(json, s_lenient);
        }
        catch (JsonException e)
        {
            throw new JoinRulesException($"The join rules are not JSON: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}.", e);
        }
    }

    private static Refusal ReadRefusal(JsonFields fields)
    {
        var id = fields.Name("id");
        var kind = fields.Choice("kind", JoinRuleKind.Link);
        if (kind == JoinRuleKind.Text) throw fields.Wrong("kind", "must be link or address");
        var hosts = fields.Hosts("hosts");
        var pattern = fields.Pattern(kind == JoinRuleKind.Link ? "path" : "user");
        var reason = fields.Required("reason");
        fields.Done("note");
        return new Refusal(id, kind, hosts, pattern, reason);
    }

    private static JoinRule ReadRule(JsonFields fields, int order, out bool enabled)
    {
        var id = fields.Name("id");
        var kind = fields.Choice("kind", JoinRuleKind.Link);
        enabled = fields.Flag("enabled", true);
        var rule = new JoinRule
        {
            Id = id,
            Order = order,
            Kind = kind,
            Service = fields.Optional("service") ?? id,
            Platform = fields.Choice("platform", MeetingPlatform.Other),
            Protocol = fields.Choice("protocol", kind == JoinRuleKind.Link ? JoinProtocol.WebRTC : JoinProtocol.SIP),
            Hosts = kind == JoinRuleKind.Text ? [] : fields.Hosts("hosts"),
            Schemes = ReadSchemes(fields, kind),
            Pattern = ReadPattern(fields, kind),
            Line = kind == JoinRuleKind.Address ? fields.Pattern("line") : null,
            Requires = fields.Pattern("requires"),
            Facts = fields.Patterns("facts"),
            Addresses = ReadAddresses(fields, kind),
        };
        fields.Done("note");
        CheckNames(fields, rule);
        return rule;
    }

    private static IReadOnlyList<string> ReadSchemes(JsonFields fields, JoinRuleKind kind)
    {
        if (kind == JoinRuleKind.Text) return [];
        var schemes = fields.Strings("schemes");
        if (kind == JoinRuleKind.Link) return schemes.Count > 0 ? schemes : ["https", "http"];
        var unknown = schemes.FirstOrDefault(s => !s_addressSchemes.Contains(s));
        return unknown is null ? schemes : throw fields.Wrong("schemes", $"has '{unknown}'; an address has sip, sips or h323");
    }

    private static RulePattern? ReadPattern(JsonFields fields, JoinRuleKind kind) => kind switch
    {
        JoinRuleKind.Link => fields.Pattern("path") ?? throw fields.Wrong("path", "is missing"),
        JoinRuleKind.Address => fields.Pattern("user"),
        _ => fields.Pattern("text") ?? throw fields.Wrong("text", "is missing"),
    };

    private static List<AddressTemplate> ReadAddresses(JsonFields fields, JoinRuleKind kind)
    {
        var templates = fields.Strings("address");
        if (templates.Count == 0 && kind == JoinRuleKind.Text) throw fields.Wrong("address", "is missing");
        if (templates.Count == 0) templates = [kind == JoinRuleKind.Link ? "{link}" : "{address}"];
        return [.. templates.Select(t => new AddressTemplate(t))];
    }

    private static void CheckNames(JsonFields fields, JoinRule rule)
    {
        var patterns = new[] { rule.Pattern, rule.Line, rule.Requires }.Concat(rule.Facts).OfType<RulePattern>();
        var known = patterns.SelectMany(p => p.GroupNames).Concat(s_builtInNames).ToHashSet(StringComparer.Ordinal);
        foreach (var name in rule.Addresses.SelectMany(a => a.Names))
            if (!known.Contains(name)) throw fields.Wrong("address", $"names {{{name}}}, which no pattern of the rule captures");
    }
}
