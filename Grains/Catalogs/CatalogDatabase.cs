using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// Where lists, searches, subscriptions and hints on their way are kept: a SQLite file on one machine, PostgreSQL in a cluster.
/// The same SQL runs on both.
/// </summary>
public sealed class CatalogDatabase : IAsyncDisposable
{
    private readonly DbDataSource? _postgres;
    private readonly string? _sqlite;

    private CatalogDatabase(DbDataSource? postgres, string? sqlite) => (_postgres, _sqlite) = (postgres, sqlite);

    public bool IsPostgres => _postgres is not null;

    /// <param name="file">Path of the file; its folder is made when it is missing.</param>
    public static CatalogDatabase Sqlite(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 10 };
        return new CatalogDatabase(null, connection.ToString());
    }

    public static CatalogDatabase Postgres(NpgsqlDataSource source) => new(source, null);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (_postgres is not null)
            return await _postgres.OpenConnectionAsync(cancellationToken);
        var connection = new SqliteConnection(_sqlite);
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;");
        return connection;
    }

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
}
