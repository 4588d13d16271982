using System.Text;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;
using Npgsql;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>A silo as the product composes it, on real time, with what grains store and their reminders in PostgreSQL.</summary>
internal sealed class ProductRuntime : ITestRuntime
{
    private const string Name = "cluster";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("silos-");
    private readonly PostgresProcess _server;
    private readonly NpgsqlDataSource _database;
    private ProductSilo? _silo;

    private ProductRuntime(PostgresProcess server) => (_server, _database) = (server, NpgsqlDataSource.Create(server.Connection(Name)));

    public IGrainFactory Grains => _silo!.Grains;

    public TimeSpan Unit => TimeSpan.FromMilliseconds(500);

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static async Task<ProductRuntime> StartAsync()
    {
        var server = await PostgresProcess.StartAsync("-c fsync=off");
        await server.CreateDatabaseAsync(Name);
        var runtime = new ProductRuntime(server);
        await runtime.StartSiloAsync();
        return runtime;
    }

    public Task ElapseAsync(TimeSpan time) => Task.Delay(time);

    public async Task RestartAsync(TimeSpan down)
    {
        await StopSiloAsync();
        await Task.Delay(down);
        await StartSiloAsync();
    }

    /// <summary>In clear, as states were stored before they were sealed.</summary>
    public async Task WriteBehindAsync(string stateName, string key, string json)
    {
        await using var command = _database.CreateCommand("""
            INSERT INTO orleans_storage AS stored (service_id, grain_type, n0, n1, grain_key, version, payload) VALUES ('hybrid-calendar', @name, 0, 0, @key, 1, @json)
            ON CONFLICT (service_id, grain_type, grain_key, n0, n1) DO UPDATE SET version = stored.version + 1, payload = excluded.payload
            """);
        command.Parameters.AddWithValue("name", stateName);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("json", Encoding.UTF8.GetBytes(json));
        await command.ExecuteNonQueryAsync();
    }

    public async Task RefuseWritesAsync(string stateName, string key, bool refuse)
    {
        await using var command = _database.CreateCommand("DROP TRIGGER IF EXISTS refusal ON orleans_storage" + (!refuse ? "" : $"""
            ;
            CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$;
            CREATE TRIGGER refusal BEFORE INSERT OR UPDATE ON orleans_storage FOR EACH ROW
                WHEN (NEW.grain_type = '{stateName}' AND NEW.grain_key = '{key}') EXECUTE FUNCTION refuse()
            """));
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopSiloAsync();
        await _database.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartSiloAsync()
    {
        _silo = new ProductSilo(_server.Connection(Name), _folder.FullName, strongDirectory: false);
        await _silo.StartAsync();
    }

    private async Task StopSiloAsync()
    {
        if (_silo is { } silo)
            await silo.DisposeAsync();
        _silo = null;
    }
}
