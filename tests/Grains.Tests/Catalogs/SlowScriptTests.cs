using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using Npgsql;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>What alters a large database takes as long as it takes.</summary>
public sealed class SlowScriptTests(PostgresServer server)
{
    [Fact]
    public async Task A_script_may_take_longer_than_a_command_may_otherwise()
    {
        await using var source = await server.CreateDatabaseAsync();
        await using var hasty = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(source.ConnectionString) { CommandTimeout = 1 });
        var scripts = new SqlScripts(typeof(SlowScriptTests).Assembly, "slow_scripts");

        await scripts.ApplyAsync(CatalogDatabase.Postgres(hasty), TestContext.Current.CancellationToken);

        await using var connection = await hasty.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM slow")).ShouldBe(0);
    }
}
