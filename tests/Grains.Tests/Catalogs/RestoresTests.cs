using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using Npgsql;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>Hosts notice that their database was put back from a backup.</summary>
public sealed class RestoresTests(PostgresServer server)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_database_that_stays_where_it_is_was_not_restored(bool isPostgres)
    {
        await using var store = await TestDatabase.CreateAsync(isPostgres ? server : null);

        (await LookAsync(store.Catalog)).ShouldBe(0);
        (await LookAsync(store.Catalog)).ShouldBe(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task One_that_is_marked_counts_once_whoever_looks(bool isPostgres)
    {
        await using var store = await TestDatabase.CreateAsync(isPostgres ? server : null);
        await LookAsync(store.Catalog);
        await store.Catalog.WriteAsync(connection => connection.ExecuteAsync("UPDATE restores SET identity = 'restored'"));

        (await Task.WhenAll(LookAsync(store.Catalog), LookAsync(store.Catalog), LookAsync(store.Catalog))).ShouldBe([1, 1, 1]);

        (await LookAsync(store.Catalog)).ShouldBe(1);
    }

    [Fact]
    public async Task PostgreSQL_tells_a_copy_from_what_was_copied()
    {
        await using var source = await server.CreateDatabaseAsync();
        await using var before = CatalogDatabase.Postgres(source);
        await CatalogSchema.ApplyAsync(before);
        (await LookAsync(before)).ShouldBe(0);
        var backup = await server.BackUpAsync(source);
        await using var restored = await server.RestoreAsync(backup);
        await using var after = CatalogDatabase.Postgres(restored);
        await using var again = await server.RestoreAsync(backup);
        await using var afterAgain = CatalogDatabase.Postgres(again);

        (await LookAsync(after)).ShouldBe(1);
        (await LookAsync(after)).ShouldBe(1);
        (await LookAsync(afterAgain)).ShouldBe(1, "the backup knows of no restore");
        (await LookAsync(before)).ShouldBe(0);
    }

    [Fact]
    public async Task A_user_without_further_rights_can_look()
    {
        await using var owner = await server.CreateDatabaseAsync();
        await using var database = CatalogDatabase.Postgres(owner);
        await CatalogSchema.ApplyAsync(database);
        await database.WriteAsync(connection => connection.ExecuteAsync("CREATE ROLE looker LOGIN; GRANT SELECT, UPDATE ON restores TO looker"));
        await using var source = NpgsqlDataSource.Create($"{owner.ConnectionString};Username=looker");
        await using var looked = CatalogDatabase.Postgres(source);

        (await LookAsync(looked)).ShouldBe(0);
    }

    /// <summary>As a host does at its start.</summary>
    private static async Task<long> LookAsync(CatalogDatabase database)
    {
        var restores = new Restores(database);
        await restores.LookAsync();
        return restores.Count;
    }
}
