using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.JoinRules;
using HybridCalendar.Grains.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Grains.Tests.JoinRules;

/// <summary>The organization's rules on a SQLite file.</summary>
public sealed class SqliteJoinRuleTests() : JoinRuleTableTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresJoinRuleTests(PostgresServer server) : JoinRuleTableTests(server);

/// <summary>What is kept of the organization's rules on either database.</summary>
public abstract class JoinRuleTableTests(PostgresServer? server)
{
    [Fact]
    public async Task Changes_are_kept_and_one_of_two_at_the_same_moment_is_told_so()
    {
        await using var store = await TestDatabase.CreateAsync(server);
        var table = new JoinRuleTable(store.Catalog);
        var follower = new JoinRuleSource(JoinRuleSet.Default);
        using var following = new JoinRuleFollower(table, follower, TimeProvider.System, NullLogger<JoinRuleFollower>.Instance);
        (await table.ReadAsync()).ShouldBe((0, JoinRuleEdits.None));
        var edits = new JoinRuleEdits { Own = ["""{"id":"own","hosts":["own.example"],"path":"^/x"}"""], Enabled = ImmutableDictionary<string, bool>.Empty.Add("zoom", false), Order = ["own"] };
        (await table.SaveAsync(edits, 0)).ShouldBeTrue();
        (await table.SaveAsync(JoinRuleEdits.None, 0)).ShouldBeFalse();
        var (version, kept) = await table.ReadAsync();
        kept.Own.ShouldBe(edits.Own);
        kept.Enabled.ShouldBe(edits.Enabled);
        kept.Order.ShouldBe(edits.Order);
        await following.LookAsync(default);
        follower.Current.RuleIds[0].ShouldBe("own");
        (await table.SaveAsync(JoinRuleEdits.None, version)).ShouldBeTrue();
        (await table.SaveAsync(edits, version)).ShouldBeFalse();
        await following.LookAsync(default);
        follower.Current.RuleIds.ShouldBe(JoinRuleSet.Default.RuleIds);

        // Of a file that shares no such pattern any more.
        (await table.SaveAsync(new JoinRuleEdits { Own = ["""{"id":"own","hosts":["own.example"],"path":"@gone"}"""] }, version + 1)).ShouldBeTrue();
        await following.LookAsync(default);
        follower.Current.RuleIds.ShouldBe(JoinRuleSet.Default.RuleIds);
    }
}
