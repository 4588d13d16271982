using Microsoft.Data.Sqlite;

namespace Orleans;

/// <summary>The writer's prepared statements.</summary>
internal sealed class StorageStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _insertState = Prepare(connection,
        "INSERT INTO grain_state (state_name, grain_key, version, json) VALUES ($name, $key, 1, CAST($json AS TEXT)) ON CONFLICT DO NOTHING",
        "$name", "$key", "$json");

    private readonly SqliteCommand _updateState = Prepare(connection,
        "UPDATE grain_state SET version = version + 1, json = CAST($json AS TEXT) WHERE state_name = $name AND grain_key = $key AND version = $version",
        "$name", "$key", "$json", "$version");

    private readonly SqliteCommand _storedVersion = Prepare(connection,
        "SELECT version FROM grain_state WHERE state_name = $name AND grain_key = $key", "$name", "$key");

    private readonly SqliteCommand _saveReminder = Prepare(connection,
        """
        INSERT INTO reminder (grain_id, name, first_tick, period, version) VALUES ($grain, $name, $first, $period, $version)
        ON CONFLICT DO UPDATE SET first_tick = $first, period = $period, version = $version
        """,
        "$grain", "$name", "$first", "$period", "$version");

    private readonly SqliteCommand _deleteReminder = Prepare(connection,
        "DELETE FROM reminder WHERE grain_id = $grain AND name = $name AND version = $version", "$grain", "$name", "$version");

    public bool InsertState(StateKey key, byte[]? json) => Run(_insertState, key.StateName, key.GrainKey, json) == 1;

    public bool UpdateState(StateKey key, byte[]? json, long version) => Run(_updateState, key.StateName, key.GrainKey, json, version) == 1;

    public long? StoredVersion(StateKey key)
    {
        Bind(_storedVersion, key.StateName, key.GrainKey);
        return (long?)_storedVersion.ExecuteScalar();
    }

    public void SaveReminder(ReminderEntry entry) => Run(
        _saveReminder, entry.Grain.ToString(), entry.Name, entry.FirstTick.UtcTicks, entry.Period.Ticks, entry.Version);

    public bool DeleteReminder(ReminderEntry entry) => Run(_deleteReminder, entry.Grain.ToString(), entry.Name, entry.Version) == 1;

    public void Dispose()
    {
        foreach (var command in new[] { _insertState, _updateState, _storedVersion, _saveReminder, _deleteReminder }) command.Dispose();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private static int Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
