using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Something that is wrong with a connector's journal until it is disposed of.</summary>
internal abstract class JournalFault : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _end;

    /// <param name="folder">The connector's data directory.</param>
    /// <param name="begin">SQL that makes it wrong.</param>
    /// <param name="end">SQL that makes it right.</param>
    protected JournalFault(string folder, string begin, string end)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "answers.db"), Pooling = false }.ToString());
        _end = end;
        _connection.Open();
        Execute(begin);
    }

    public void Dispose()
    {
        Execute(_end);
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
