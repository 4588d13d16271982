#if !ORLEANS
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>Keeps grains from storing anything until they may, or until devices are refused to.</summary>
internal sealed class HeldWrites : IDisposable
{
    private readonly SqliteConnection _connection;
    private bool _isRefusing;

    /// <param name="folder">The gateway's data directory.</param>
    public HeldWrites(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "grains.db")};Pooling=false;Default Timeout=30");
        _connection.Open();
        Execute("BEGIN IMMEDIATE");
    }

    public void Release() => Execute("COMMIT");

    /// <summary>The writes of devices fail, those that wait and others, until the disposal.</summary>
    public void Refuse()
    {
        Execute("CREATE TRIGGER full_disk BEFORE UPDATE ON grain_state WHEN NEW.state_name = 'device' BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        _isRefusing = true;
        Release();
    }

    public void Dispose()
    {
        if (_isRefusing)
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
#endif
