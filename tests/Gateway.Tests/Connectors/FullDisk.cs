using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Lets a connector's journal take no new row, as a full disk does, until it is disposed of.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <param name="folder">The connector's data directory.</param>
    public FullDisk(string folder)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "answers.db"), Pooling = false }.ToString());
        _connection.Open();
        Execute("CREATE TRIGGER full_disk BEFORE INSERT ON answers BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
    }

    public void Dispose()
    {
        Execute("DROP TRIGGER full_disk");
        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
