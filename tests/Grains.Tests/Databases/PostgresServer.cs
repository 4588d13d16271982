using HybridCalendar.Grains.Tests.Databases;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace HybridCalendar.Grains.Tests.Databases;

/// <summary>A PostgreSQL server of the tests' own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private PostgresProcess? _server;
    private int _databases;

    public async ValueTask InitializeAsync() => _server = PostgresProcess.IsInstalled ? await PostgresProcess.StartAsync("-c fsync=off") : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A new empty database. Skips the test when PostgreSQL is not installed.</summary>
    /// <param name="disk">A folder for its data; by default it is with the server's.</param>
    internal async Task<NpgsqlDataSource> CreateDatabaseAsync(string? disk = null)
    {
        Assert.SkipWhen(_server is null, "PostgreSQL is not installed.");
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await _server.CreateDatabaseAsync(name, disk);
        return NpgsqlDataSource.Create(_server.Connection(name));
    }

    /// <summary>Backs a database up, while it may be in use.</summary>
    internal Task<string> BackUpAsync(NpgsqlDataSource source) => _server!.BackUpAsync(NameOf(source));

    /// <summary>A new database that holds what a backup holds.</summary>
    internal async Task<NpgsqlDataSource> RestoreAsync(string backup)
    {
        var source = await CreateDatabaseAsync();
        await _server!.RestoreAsync(backup, NameOf(source));
        return source;
    }

    private static string NameOf(NpgsqlDataSource source) => new NpgsqlConnectionStringBuilder(source.ConnectionString).Database!;
}
