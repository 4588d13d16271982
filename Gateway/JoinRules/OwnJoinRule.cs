using System.Text.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Gateway.JoinRules;

/// <summary>A rule that an organization adds; <c>docs/join-rules.md</c> says more of the fields.</summary>
/// <param name="Id">Its name, which results and timelines show; unlike any other rule's.</param>
/// <param name="Kind">What it looks at: <c>link</c>, <c>address</c> or <c>text</c>.</param>
/// <param name="Pattern">A regular expression: over path and query of a link, the part before the @ of an address, or the visible text. It runs without backtracking.</param>
/// <param name="Hosts">Where links lead, or addresses are, such as <c>meet.company.com</c> or <c>*.company.com</c>; not for a text.</param>
/// <param name="Address">What is dialled, such as <c>{room}@vc.company.com</c> with a named group of the pattern; empty for the link or address itself.</param>
/// <param name="Platform">Whose meetings it finds.</param>
/// <param name="Protocol">How it is dialled; null for what is usual: WebRTC for a link, else SIP.</param>
internal sealed record OwnJoinRule(
    string Id, OwnRuleKind Kind, string? Pattern = null, IReadOnlyList<string>? Hosts = null, string? Address = null,
    MeetingPlatform Platform = MeetingPlatform.Other, JoinProtocol? Protocol = null)
{
    /// <summary>The same as an object of a rules file.</summary>
    public string ToJson()
    {
        var rule = new JsonObject { ["id"] = Id, ["kind"] = Kind.ToString().ToLowerInvariant(), ["platform"] = Platform.ToString() };
        if (Kind != OwnRuleKind.Text)
            rule["hosts"] = JsonSerializer.SerializeToNode(Hosts ?? []);
        if (!string.IsNullOrEmpty(Pattern))
            rule[Kind switch { OwnRuleKind.Link => "path", OwnRuleKind.Address => "user", _ => "text" }] = Pattern;
        if (!string.IsNullOrEmpty(Address))
            rule["address"] = new JsonArray(Address);
        if (Protocol is { } protocol)
            rule["protocol"] = protocol.ToString();
        return rule.ToJsonString();
    }
}

/// <summary>What a rule looks at.</summary>
internal enum OwnRuleKind
{
    Link,
    Address,
    Text,
}
