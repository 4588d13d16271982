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

    private readonly Lazy<GroupCommit> _writer;

    private CatalogDatabase(DbDataSource? postgres, string? sqlite)
    {
        (_postgres, _sqlite) = (postgres, sqlite);
        _writer = new(() => new GroupCommit(OpenSqlite));
    }

    public bool IsPostgres => _postgres is not null;

    /// <summary>SQL for "stands in the array": PostgreSQL takes an array as one parameter, for SQLite it is spread out.</summary>
    /// <param name="parameter">The parameter's name with its sign, such as <c>@ids</c>.</param>
    public string StandsIn(string parameter) => IsPostgres ? $"= ANY({parameter})" : $"IN {parameter}";

    /// <param name="file">Path of the file; its folder is made when it is missing.</param>
    public static CatalogDatabase Sqlite(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var connection = new SqliteConnectionStringBuilder { DataSource = file, Pooling = true, DefaultTimeout = 10 };
        return new CatalogDatabase(null, connection.ToString());
    }

    public static CatalogDatabase Postgres(NpgsqlDataSource source) => new(source, null);

    /// <summary>A connection to read with; writes go through <see cref="WriteAsync"/>.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (_postgres is not null)
            return await _postgres.OpenConnectionAsync(cancellationToken);
        return OpenSqlite();
    }

    /// <summary>Runs a write in a transaction; it is durable when the task completes, and undone when it throws.</summary>
    /// <param name="write">Uses nothing but the connection, and waits for nothing else: with SQLite others wait behind it.</param>
    public async Task WriteAsync(Func<DbConnection, Task> write)
    {
        if (_postgres is null)
        {
            await _writer.Value.RunAsync(write);
            return;
        }
        await using var connection = await _postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await write(connection);
        await transaction.CommitAsync();
    }

    /// <summary>Runs one statement, durable when the task completes: PostgreSQL commits it by itself, which saves two trips to the server.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Of one row: several would each be committed alone.</param>
    public async Task ExecuteAsync(string sql, object parameters)
    {
        if (_postgres is null)
        {
            await _writer.Value.RunAsync(connection => connection.ExecuteAsync(sql, parameters));
            return;
        }
        await using var connection = await _postgres.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer.IsValueCreated)
            _writer.Value.Dispose();
    }

    private SqliteConnection OpenSqlite()
    {
        var connection = new SqliteConnection(_sqlite);
        connection.Open();
        connection.Execute("PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;");
        return connection;
    }
}
