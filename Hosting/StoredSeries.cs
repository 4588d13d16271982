using Dapper;
using HybridCalendar.Grains.Series;
#if ORLEANS
using Npgsql;
#else
using Microsoft.Data.Sqlite;
#endif

namespace HybridCalendar.Hosting;

#if ORLEANS
/// <param name="postgres">Null where a process stands alone and keeps state in memory only: then there is nothing left over.</param>
internal sealed class StoredSeries(NpgsqlDataSource? postgres) : IStoredSeries
{
    public async Task<IReadOnlyList<string>> ListAsync(string? after, int top)
    {
        if (postgres is null)
            return [];
        await using var connection = await postgres.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            """
            SELECT grain_key FROM orleans_storage
            WHERE service_id = @service AND grain_type = 'series' AND n0 = 0 AND n1 = 0 AND grain_key > @after AND payload IS NOT NULL
            ORDER BY grain_key LIMIT @top
            """,
            new { service = ActorRuntime.ServiceId, after = after ?? "", top })];
    }
}
#else
/// <param name="path">The file with the grains' state. Another connection than the runtime's only reads.</param>
internal sealed class StoredSeries(string path) : IStoredSeries
{
    public async Task<IReadOnlyList<string>> ListAsync(string? after, int top)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        return [.. await connection.QueryAsync<string>(
            "SELECT grain_key FROM grain_state WHERE state_name = 'series' AND json IS NOT NULL AND grain_key > @after ORDER BY grain_key LIMIT @top",
            new { after = after ?? "", top })];
    }
}
#endif
