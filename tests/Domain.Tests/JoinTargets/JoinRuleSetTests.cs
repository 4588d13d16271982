using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>The rules file: what it may say, and what its errors say.</summary>
public sealed class JoinRuleSetTests
{
    [Fact]
    public void The_shipped_rules_are_sound()
    {
        JoinRuleSet.Default.RuleIds.Count.ShouldBeGreaterThan(100);
        JoinRuleSet.Parse(JoinRuleSet.ReadShipped()).RuleIds.ShouldBe(JoinRuleSet.Default.RuleIds);
    }

    [Fact]
    public void An_administrator_can_add_a_bridge()
    {
        var rules = JoinRuleSet.Parse("""
            { // ours
              "rules": [
                { "id": "old", "enabled": false, "hosts": ["meet.company.example"], "path": "^/.*$" },
                { "id": "bridge", "protocol": "SIP", "hosts": ["meet.company.example"], "path": "^/(?<room>\\d{4,8})$",
                  "facts": ["PIN: (?<pin>\\d+)"], "address": ["{room}.{pin}@vc.company.example", "{room}@vc.company.example"] },
              ]
            }
            """);
        rules.RuleIds.ShouldBe(["bridge"]);
        Find(rules, "https://meet.company.example/4711").ShouldBe("bridge 4711@vc.company.example");
        Find(rules, "https://meet.company.example/4711 PIN: 99").ShouldBe("bridge 4711.99@vc.company.example");
        Find(rules, "https://zoom.us/j/123456789").ShouldBe("");
    }

    [Fact]
    public void Rules_share_named_patterns()
    {
        var rules = JoinRuleSet.Parse("""{"patterns":{"room":"^/(?<room>\\d+)$"},"rules":[{"id":"a","hosts":["a.example"],"path":"@room","address":"{room}@b.example"}]}""");
        Find(rules, "https://a.example/4711").ShouldBe("a 4711@b.example");
    }

    [Theory]
    [InlineData(".a.example", "a.example", true)]
    [InlineData(".a.example", "b.a.example", true)]
    [InlineData("*.a.example", "a.example", false)]
    [InlineData("*.a.example", "c.b.a.example", true)]
    [InlineData("a.example", "b.a.example", false)]
    [InlineData("a.example", "www.a.example", true)]
    [InlineData(".a.example", "xa.example", false)]
    [InlineData(".a.example", "a.example.evil.example", false)]
    [InlineData("*", "anything.example", true)]
    public void Host_patterns(string pattern, string host, bool fits) =>
        (Find(JoinRuleSet.Parse($$"""{"rules":[{"id":"r","hosts":["{{pattern}}"],"path":"^/x$"}]}"""), $"https://{host}/x").Length > 0).ShouldBe(fits);

    [Theory]
    [InlineData("no json", "line 1")]
    [InlineData("[]", "the file is not a JSON object")]
    [InlineData("""{"rules":[]}""", "no enabled rule")]
    [InlineData("""{"rules":{}}""", "'rules' must be a list")]
    [InlineData("""{"rulez":[],"rules":[{"id":"a","hosts":["a.b"],"path":"x"}]}""", "'rulez' is unknown")]
    [InlineData("""{"rules":[7]}""", "rule 1 is not a JSON object")]
    [InlineData("""{"rules":[{"hosts":["a.b"],"path":"x"}]}""", "rule 1, field 'id' is missing")]
    [InlineData("""{"rules":[{"id":"a","path":"x"}]}""", "'a', field 'hosts' is missing")]
    [InlineData("""{"rules":[{"id":"a","hosts":["https://a.b"],"path":"x"}]}""", "'a', field 'hosts' has 'https://a.b'")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"]}]}""", "'a', field 'path' is missing")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"("}]}""", "'a', field 'path' is no usable pattern")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"(?=x)"}]}""", "'a', field 'path' is no usable pattern")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x","address":["{id}@c"]}]}""", "'a', field 'address' names {id}")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x","platform":"Zom"}]}""", "'a', field 'platform' is 'Zom'; it must be one of Webex, MicrosoftTeams, Zoom, GoogleMeet, Other")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x","protocol":7}]}""", "'a', field 'protocol' must be a text")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x","enabled":"yes"}]}""", "'a', field 'enabled' must be true or false")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x","patth":"y"}]}""", "'a', field 'patth' is unknown")]
    [InlineData("""{"rules":[{"id":"a","kind":"text"}]}""", "'a', field 'text' is missing")]
    [InlineData("""{"rules":[{"id":"a","kind":"address","hosts":["*"],"schemes":["tel"]}]}""", "'a', field 'schemes' has 'tel'")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"x"},{"id":"a","hosts":["a.b"],"path":"x"}]}""", "'a', field 'id' is used twice")]
    [InlineData("""{"rules":[{"id":"a","hosts":["a.b"],"path":"@p"}]}""", "'a', field 'path' names '@p'")]
    [InlineData("""{"patterns":{"p":"["},"rules":[{"id":"a","hosts":["a.b"],"path":"@p"}]}""", "patterns, field 'p' is no usable pattern")]
    [InlineData("""{"refuse":[{"id":"n","hosts":["*"]}],"rules":[{"id":"a","hosts":["a.b"],"path":"x"}]}""", "'n', field 'reason' is missing")]
    public void Errors_name_the_rule_and_the_field(string json, string message) =>
        Should.Throw<JoinRulesException>(() => JoinRuleSet.Parse(json)).Message.ShouldContain(message);

    private static string Find(JoinRuleSet rules, string body) =>
        JoinTargetFinder.Find(new CalendarEvent { Body = new EventBody(false, body) }, rules).Target is { } t ? $"{t.Rule} {t.Address}" : "";
}
