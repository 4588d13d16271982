using Microsoft.Data.Sqlite;
using Orleans.Embedded;

namespace Orleans;

/// <summary>The database file: its connections and its tables.</summary>
internal sealed class Database : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS grain_state (
          state_name TEXT NOT NULL,
          grain_key TEXT NOT NULL,
          version INTEGER NOT NULL,
          json TEXT,
          PRIMARY KEY (state_name, grain_key));
        CREATE TABLE IF NOT EXISTS reminder (
          grain_id TEXT NOT NULL,
          name TEXT NOT NULL,
          first_tick INTEGER NOT NULL,
          period INTEGER NOT NULL,
          version INTEGER NOT NULL,
          PRIMARY KEY (grain_id, name)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private readonly string _connectionString;
    private readonly FileStream _lock;

    public Database(OrleansEmbeddedOptions options)
    {
        var path = Path.GetFullPath(options.DatabasePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _lock = Lock(path);
        // Without the pool a disposed connection really lets go of the file.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        using var connection = Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        if (Version(connection) > 1) throw new InvalidOperationException($"{path} was written by a newer version of this program.");
        Execute(connection, Schema);
    }

    /// <summary>A connection whose commits survive a power cut, and which waits 5 s for another process's lock.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000");
        return connection;
    }

    public void Dispose() => _lock.Dispose();

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Two processes on one file would each have an activation of the same grain. A killed process leaves no lock.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException($"The database {path} is in use by another host.", failure);
        }
    }

    private static long Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
