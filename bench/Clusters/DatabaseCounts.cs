using HybridCalendar.Bench.Processes;
using Npgsql;

namespace HybridCalendar.Bench.Clusters;

/// <summary>What a PostgreSQL server has done so far, by its own statistics.</summary>
/// <param name="Commits">Transactions.</param>
/// <param name="Reads">Scans of tables and indexes.</param>
/// <param name="Writes">Rows inserted, changed and deleted, by table.</param>
/// <param name="Statements">How often each was run, by its first words.</param>
/// <param name="Cpu">Processor time of all its processes.</param>
internal sealed record DatabaseCounts(long Commits, long Reads, IReadOnlyDictionary<string, long> Writes, IReadOnlyDictionary<string, long> Statements, TimeSpan Cpu)
{
    /// <summary>Makes the server count statements.</summary>
    public const string ServerOptions = "-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_utility=on";

    private const int LongestStatement = 150;

    /// <summary>Sessions tell what they did after a second.</summary>
    private static readonly TimeSpan s_untilTold = TimeSpan.FromSeconds(2);

    /// <summary>Makes what statements are counted in readable.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        await command.ExecuteNonQueryAsync();
    }

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
        await row.DisposeAsync();
        return new DatabaseCounts(commits, reads, writes, await ReadStatementsAsync(source), cpu);
    }

    private static async Task<Dictionary<string, long>> ReadStatementsAsync(NpgsqlDataSource source)
    {
        var calls = new Dictionary<string, long>();
        await using var statements = source.CreateCommand(
            "SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), @longest), calls FROM pg_stat_statements JOIN pg_database d ON d.oid = dbid AND d.datname = current_database()");
        statements.Parameters.AddWithValue("longest", LongestStatement);
        await using var row = await statements.ExecuteReaderAsync();
        while (await row.ReadAsync())
            calls[row.GetString(0).Trim()] = calls.GetValueOrDefault(row.GetString(0).Trim()) + row.GetInt64(1);
        return calls;
    }

    /// <summary>What it did since.</summary>
    public DatabaseCounts Since(DatabaseCounts before) => new(
        Commits - before.Commits,
        Reads - before.Reads,
        Difference(Writes, before.Writes),
        Difference(Statements, before.Statements),
        Cpu - before.Cpu);

    private static Dictionary<string, long> Difference(IReadOnlyDictionary<string, long> after, IReadOnlyDictionary<string, long> before) => after
        .Select(one => (one.Key, Value: one.Value - before.GetValueOrDefault(one.Key))).Where(one => one.Value > 0)
        .OrderByDescending(one => one.Value).ToDictionary();

    /// <summary>For each of so many.</summary>
    public object Per(double count) => new
    {
        commits = Math.Round(Commits / count, 2),
        reads = Math.Round(Reads / count, 2),
        writes = Math.Round(Writes.Values.Sum() / count, 2),
        writesByTable = Writes.ToDictionary(table => table.Key, table => Math.Round(table.Value / count, 2)),
        statements = Statements.Where(one => one.Value / count >= 0.01).ToDictionary(one => one.Key, one => Math.Round(one.Value / count, 2)),
        cpuMs = Math.Round(Cpu.TotalMilliseconds / count, 2),
    };
}
