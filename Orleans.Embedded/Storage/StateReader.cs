using Microsoft.Data.Sqlite;

namespace Orleans;

/// <summary>One connection with its prepared query.</summary>
internal sealed class StateReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _query;

    public StateReader(SqliteConnection connection)
    {
        _connection = connection;
        _query = connection.CreateCommand();
        _query.CommandText = "SELECT CAST(json AS BLOB), version FROM grain_state WHERE state_name = $name AND grain_key = $key";
        _query.Parameters.Add("$name", SqliteType.Text);
        _query.Parameters.Add("$key", SqliteType.Text);
    }

    public StateRow? Read(StateKey key)
    {
        _query.Parameters[0].Value = key.StateName;
        _query.Parameters[1].Value = key.GrainKey;
        using var row = _query.ExecuteReader();
        return row.Read() ? new StateRow(row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), row.GetInt64(1)) : null;
    }

    public void Dispose()
    {
        _query.Dispose();
        _connection.Dispose();
    }
}
