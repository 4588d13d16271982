#if !ORLEANS
using HybridCalendar.Grains;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>The state of a device's grain in its file, which another activation of it may write as well.</summary>
/// <param name="folder">The gateway's data directory.</param>
/// <param name="id">The device's id.</param>
internal sealed class StoredDevice(string folder, string id)
{
    /// <summary>Writes what is there already.</summary>
    public Task TouchAsync() => ExecuteAsync("UPDATE grain_state SET version = version + 1 WHERE state_name = 'device' AND grain_key = $key");

    /// <summary>Writes another state, in clear, as it was stored before states were sealed.</summary>
    public Task WriteAsync(string json) =>
        ExecuteAsync("UPDATE grain_state SET version = version + 1, json = $json WHERE state_name = 'device' AND grain_key = $key", json);

    private async Task ExecuteAsync(string sql, string json = "")
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "grains.db")};Pooling=false;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$key", GrainKeys.Device(id));
        command.Parameters.AddWithValue("$json", json);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
#endif
