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
}
