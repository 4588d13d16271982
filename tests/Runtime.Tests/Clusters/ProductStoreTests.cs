using System.Globalization;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using HybridCalendar.Sandbox.Wiring;
using Npgsql;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>What Orleans' own providers make of our tables: the contract of the runtime runs on stores in memory.</summary>
public sealed class ProductStoreTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("silos-");
    private PostgresProcess? _database;

    private string Connection => _database!.Connection("cluster");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        _database = await PostgresProcess.StartAsync("-c fsync=off");
        await _database.CreateDatabaseAsync("cluster");
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Silos_that_start_at_once_on_an_empty_database_become_one_cluster_and_what_grains_store_outlives_them()
    {
        string[] keys = [Keys.New(), "room:a", "room:A", "room:стая", "room:O'Neil@contoso.example", $"series:{new string('x', 1_000)}"];
        var reminded = Keys.New();
        var written = new Dictionary<string, NoteView>();
        await using (var first = NewSilo())
        await using (var second = NewSilo())
        {
            // Both apply all scripts that are missing, and both join.
            await Task.WhenAll(first.StartAsync(), second.StartAsync());
            foreach (var key in keys)
            {
                written[key] = await Note(first, key).Write($"note of {key}");
                (await Note(second, key).View()).ShouldBe(written[key]);
            }
            await first.Grains.GetGrain<IReminderGrain>(reminded).Register("wake", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
            (await second.Grains.GetGrain<IReminderGrain>(reminded).Names()).ShouldBe(["wake"]);
        }
        await using var next = NewSilo();
        await next.StartAsync();

        foreach (var key in keys)
        {
            var found = await Note(next, key).View();
            (found.Text, found.RecordExists, found.Etag).ShouldBe((written[key].Text, true, written[key].Etag), key);
        }
        (await next.Grains.GetGrain<IReminderGrain>(reminded).Names()).ShouldBe(["wake"]);
    }

    [Fact]
    public async Task Who_did_not_see_the_last_write_overwrites_nothing()
    {
        await using var silo = NewSilo();
        await silo.StartAsync();
        var (known, fresh, cleared) = (Keys.New(), Keys.New(), Keys.New());
        await Note(silo, known).Write("one");
        var former = (await Note(silo, cleared).Write("one")).Etag;
        // As another activation would: one record goes on, and one is there that nobody here has seen.
        var raised = await ExecuteAsync("UPDATE orleans_storage SET version = version + 1 WHERE grain_key = @key", known);
        raised.ShouldBe(1);
        (await Note(silo, fresh).View()).RecordExists.ShouldBeFalse();
        (await ExecuteAsync("INSERT INTO orleans_storage SELECT service_id, grain_type, n0, n1, @key, 1, payload FROM orleans_storage LIMIT 1", fresh)).ShouldBe(1);

        (await Note(silo, known).WriteAndCatch("two")).ShouldBe("conflict");
        (await Note(silo, fresh).WriteAndCatch("two")).ShouldBe("conflict");

        // A cleared record leaves no row, and is written anew.
        (await Note(silo, cleared).Clear()).RecordExists.ShouldBeFalse();
        (await ExecuteAsync("DELETE FROM orleans_storage WHERE grain_key = @key", cleared)).ShouldBe(0);
        var anew = await Note(silo, cleared).Write("two");
        anew.RecordExists.ShouldBeTrue();
        anew.Etag.ShouldNotBe(former, "who knew the record that is gone would overwrite this one");
    }

    /// <summary>Orleans notes who did so, and does it in vain when another silo writes at the same moment.</summary>
    [Fact]
    public async Task Who_starts_where_another_silo_was_notes_it_as_dead_before_Orleans_tries()
    {
        var port = FreePorts.Next();
        var key = port.ToString(CultureInfo.InvariantCulture);
        await using (var first = new ProductSilo(Connection, _folder.FullName, strongDirectory: false, port))
            await first.StartAsync();
        // As a power cut leaves it.
        (await ExecuteAsync("UPDATE orleans_membership SET status = 3, suspect_times = NULL WHERE address = '127.0.0.1' AND port = @key::INTEGER", key)).ShouldBe(1);

        await using var second = new ProductSilo(Connection, _folder.FullName, strongDirectory: false, port);
        await second.StartAsync();

        (await ExecuteAsync("UPDATE orleans_membership SET status = 6 WHERE port = @key::INTEGER AND status = 6 AND suspect_times IS NULL", key)).ShouldBe(1);
        (await ExecuteAsync("UPDATE orleans_membership SET status = 3 WHERE port = @key::INTEGER AND status = 3", key)).ShouldBe(1);
    }

    private ProductSilo NewSilo() => new(Connection, _folder.FullName, strongDirectory: false);

    private static IStateGrain Note(ProductSilo silo, string key) => silo.Grains.GetGrain<IStateGrain>(key);

    private async Task<int> ExecuteAsync(string sql, string key)
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue("key", key);
        return await command.ExecuteNonQueryAsync();
    }
}
