using System.Globalization;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Grains.Tests.Hints;

/// <summary>Leases on a SQLite file.</summary>
public sealed class SqliteHintLeaseTests() : HintLeaseTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresHintLeaseTests(PostgresServer server) : HintLeaseTests(server);

/// <summary>Who hands a row of the journal out: whoever wrote it, while it lives, and then one of the others.</summary>
public abstract class HintLeaseTests(PostgresServer? server) : IAsyncLifetime
{
    private readonly FakeTime _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private TestDatabase? _store;

    private CatalogDatabase Database => _store!.Catalog;

    public async ValueTask InitializeAsync() => _store = await TestDatabase.CreateAsync(server);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_belongs_to_a_run_that_counts_on_is_left_to_it()
    {
        var (writer, other) = (await BeginAsync(), await BeginAsync());
        await WriteAsync(writer, 1);
        for (var i = 0; i < 12; i++)
        {
            await writer.BeatAsync();
            (await TakeAsync(other)).ShouldBeEmpty();
            _time.Advance(HintLease.BeatPeriod);
        }
        _time.Advance(HintLease.Patience - HintLease.BeatPeriod - TimeSpan.FromSeconds(1));
        (await TakeAsync(other)).ShouldBeEmpty();

        _time.Advance(TimeSpan.FromSeconds(1));

        (await TakeAsync(other)).ShouldBe([1]);
        (await TakeAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_only_slow_goes_on_with_what_it_writes_from_then_on()
    {
        var (slow, other) = (await BeginAsync(), await BeginAsync());
        await WriteAsync(slow, 1);
        (await TakeAsync(other)).ShouldBeEmpty();
        _time.Advance(HintLease.Patience);
        (await TakeAsync(other)).ShouldBe([1]);

        await slow.BeatAsync();
        await WriteAsync(slow, 2);

        (await TakeAsync(other)).ShouldBeEmpty();
        (await TakeAsync(slow)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_run_leaves_over_that_ends_is_taken_at_once()
    {
        var (ending, other) = (await BeginAsync(), await BeginAsync());
        await WriteAsync(ending, 1);
        (await TakeAsync(other)).ShouldBeEmpty();

        await ending.EndAsync();

        (await TakeAsync(other)).ShouldBe([1]);
    }

    [Fact]
    public async Task Of_several_that_ask_at_the_same_time_each_row_goes_to_one()
    {
        var takers = new List<HintLease>();
        for (var i = 0; i < 4; i++)
            takers.Add(await BeginAsync());
        foreach (var taker in takers)
            await taker.BeatAsync();
        for (var row = 1; row <= 100; row++)
            await WriteAsync($"gone {row % 5}", row);

        var taken = await Task.WhenAll(takers.Select(taker => Task.Run(() => TakeAsync(taker))));

        taken.SelectMany(rows => rows).Order().ShouldBe(Enumerable.Range(1, 100).Select(row => (long)row));
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_is_taken_again()
    {
        var taker = await BeginAsync();
        await WriteAsync("gone", 1);
        await HideOwnersAsync(true);
        await Should.ThrowAsync<Exception>(() => TakeAsync(taker));
        await HideOwnersAsync(false);
        // As if the write had been done, and only the answer lost.
        await Database.WriteAsync(connection => HintTable.TakeAsync(connection, "gone", taker.Owner));

        (await TakeAsync(taker)).ShouldBe([1]);
        (await TakeAsync(taker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_version_without_owners_left_over_is_taken_after_the_upgrade()
    {
        await Database.WriteAsync(connection => connection.ExecuteAsync(
            """
            DROP INDEX hints_by_owner;
            ALTER TABLE hints DROP COLUMN owner;
            DROP TABLE hint_owners;
            DELETE FROM catalog_scripts WHERE name LIKE '%004-hint-owners.sql';
            INSERT INTO hints (number, batch) VALUES (7, '[{"Mailbox":"room:rila@contoso.example","Kind":0,"EventId":"e1"}]');
            """));

        await CatalogSchema.ApplyAsync(Database, TestContext.Current.CancellationToken);

        (await TakeAsync(await BeginAsync())).ShouldBe([7]);
    }

    /// <summary>The second run on a SQLite file takes the first for gone, until that counts on.</summary>
    private async Task<HintLease> BeginAsync()
    {
        var lease = new HintLease(Database, _time);
        await lease.BeginAsync();
        return lease;
    }

    private async Task WriteAsync(HintLease owner, long row)
    {
        await owner.BeatAsync();
        await WriteAsync(owner.Owner, row);
    }

    private Task WriteAsync(string owner, long row) => Database.WriteAsync(connection => HintTable.InsertAsync(
        connection, owner, row, [new JournaledHint("room:rila@contoso.example", HintKind.Changed, row.ToString(CultureInfo.InvariantCulture))]));

    private static async Task<IReadOnlyList<long>> TakeAsync(HintLease lease) =>
        [.. (await lease.TakeOverAsync(TestContext.Current.CancellationToken)).Select(row => row.Number)];

    private Task HideOwnersAsync(bool isHidden) => Database.WriteAsync(connection => connection.ExecuteAsync(
        isHidden ? "ALTER TABLE hints RENAME COLUMN owner TO hidden" : "ALTER TABLE hints RENAME COLUMN hidden TO owner"));
}
