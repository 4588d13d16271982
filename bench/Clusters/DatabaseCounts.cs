using HybridCalendar.Bench.Processes;
using Npgsql;

namespace HybridCalendar.Bench.Clusters;

/// <summary>What a PostgreSQL server has done so far, by its own statistics.</summary>
/// <param name="Commits">Transactions.</param>
/// <param name="Reads">Scans of tables and indexes.</param>
/// <param name="Writes">Rows inserted, changed and deleted, by table.</param>
/// <param name="Cpu">Processor time of all its processes.</param>
internal sealed record DatabaseCounts(long Commits, long Reads, IReadOnlyDictionary<string, long> Writes, TimeSpan Cpu)
{
    /// <summary>Sessions tell what they did after a second.</summary>
    private static readonly TimeSpan s_untilTold = TimeSpan.FromSeconds(2);

    public static async Task<DatabaseCounts> ReadAsync(string connection, int server)
    {
        await Task.Delay(s_untilTold);
        await using var source = NpgsqlDataSource.Create(connection);
        var cpu = ProcessTree.CpuOf(server);
        var commits = 0L;
        await using (var command = source.CreateCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"))
            commits = (long)(await command.ExecuteScalarAsync())!;
        var (reads, writes) = (0L, new Dictionary<string, long>());
        await using var tables = source.CreateCommand("SELECT relname::text, seq_scan + coalesce(idx_scan, 0), n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables");
        await using var row = await tables.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            reads += row.GetInt64(1);
            writes[row.GetString(0)] = row.GetInt64(2);
        }
        return new DatabaseCounts(commits, reads, writes, cpu);
    }

    /// <summary>What it did since.</summary>
    public DatabaseCounts Since(DatabaseCounts before) => new(
        Commits - before.Commits,
        Reads - before.Reads,
        Writes.Select(table => (table.Key, Value: table.Value - before.Writes.GetValueOrDefault(table.Key))).Where(table => table.Value > 0)
            .OrderByDescending(table => table.Value).ToDictionary(),
        Cpu - before.Cpu);

    /// <summary>For each of so many.</summary>
    public object Per(double count) => new
    {
        commits = Math.Round(Commits / count, 2),
        reads = Math.Round(Reads / count, 2),
        writes = Math.Round(Writes.Values.Sum() / count, 2),
        writesByTable = Writes.ToDictionary(table => table.Key, table => Math.Round(table.Value / count, 2)),
        cpuMs = Math.Round(Cpu.TotalMilliseconds / count, 2),
    };
}
