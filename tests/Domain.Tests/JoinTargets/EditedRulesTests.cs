using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Tests.JoinTargets;

public sealed class EditedRulesTests
{
    private const string Shipped =
        """
        { // comments are allowed
            "rules": [ { "id": "a", "hosts": ["a.example"], "path": "^/x" }, { "id": "b", "hosts": "b.example", "path": "^/x" }, { "id": "c", "hosts": ["c.example"], "path": "^/x" }, ] }
        """;

    private const string Own = """{"id":"own","kind":"address","hosts":["vc.example"],"user":"^\\d+$"}""";

    [Fact]
    public void Without_changes_the_rules_are_those_of_the_file()
    {
        var rules = new EditedRules(Shipped, JoinRuleEdits.None);
        rules.Ids.ShouldBe(["a", "b", "c"]);
        JoinRuleSet.Parse(rules.ToJson()).RuleIds.ShouldBe(["a", "b", "c"]);
        var second = rules.Describe()[1];
        (second with { Hosts = [] }).ShouldBe(new JoinRuleDescription("b", "link", "Other", [], "^/x", true, false, null));
        second.Hosts.ShouldBe(["b.example"]);
    }

    [Fact]
    public void Own_rules_come_first_and_others_are_switched_off()
    {
        var rules = new EditedRules(Shipped, new JoinRuleEdits { Own = [Own], Enabled = ImmutableDictionary<string, bool>.Empty.Add("b", false).Add("gone", false) });
        rules.Ids.ShouldBe(["own", "a", "b", "c"]);
        JoinRuleSet.Parse(rules.ToJson()).RuleIds.ShouldBe(["own", "a", "c"]);
        rules.Describe().Single(rule => rule.IsOwn).Id.ShouldBe("own");
    }

    [Fact]
    public void An_order_holds_and_what_comes_with_a_new_version_stays_behind_the_rule_that_it_follows() =>
        new EditedRules(Shipped, new JoinRuleEdits { Own = [Own], Order = ["c", "own", "a", "gone"] }).Ids.ShouldBe(["c", "own", "a", "b"]);

    [Fact]
    public void An_own_rule_counts_before_one_of_the_same_name_that_comes_later()
    {
        var rules = new EditedRules(Shipped, new JoinRuleEdits { Own = ["""{"id":"b","hosts":["mine.example"],"path":"^/y"}"""] });
        rules.Ids.ShouldBe(["b", "a", "c"]);
        rules.Describe()[0].Hosts.ShouldBe(["mine.example"]);
    }

    [Theory]
    [InlineData("""{"id":"x","hosts":["x.example"],"path":"("}""", "path")]
    [InlineData("""{"id":"x","hosts":["x.example"],"path":"(a)\\1"}""", "path")]
    [InlineData("""{"id":"x","hosts":["x.example"],"path":"^/x","address":"{room}@x"}""", "address")]
    [InlineData("""{"id":"x","path":"^/x"}""", "hosts")]
    public void A_wrong_rule_is_told_with_its_field(string rule, string field) =>
        new EditedRules(Shipped, JoinRuleEdits.None).FindProblem(rule)!.ShouldContain($"'{field}'");

    [Fact]
    public void The_shipped_rules_stand_every_kind_of_change()
    {
        var shipped = JoinRuleSet.ReadShipped();
        var ids = new EditedRules(shipped, JoinRuleEdits.None).Ids;
        var edits = new JoinRuleEdits { Own = [Own], Order = [.. ids.Reverse()], Enabled = ids.Take(20).ToImmutableDictionary(id => id, _ => false) };
        var rules = JoinRuleSet.ParseChecked(new EditedRules(shipped, edits).ToJson());
        rules.RuleIds[0].ShouldBe("own");
        rules.RuleIds.ShouldNotContain(ids[3]);
    }
}
