using System.Reflection;
using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Applies the numbered scripts of an assembly that a database has not seen yet, in order, one process at a time.</summary>
/// <param name="scripts">Holds the scripts as resources whose names end in <c>.sql</c>.</param>
/// <param name="journal">The table that notes which were applied.</param>
public sealed class SqlScripts(Assembly scripts, string journal)
{
    private const long LockId = 0x48_43_43_41_54;
    private const int NoLimit = 0;

    /// <summary>Applies what is missing, all or nothing.</summary>
    public async Task ApplyAsync(CatalogDatabase database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (!database.IsPostgres)
            await connection.ExecuteAsync("PRAGMA journal_mode=WAL");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.IsPostgres)
            await RunAsync("SELECT pg_advisory_xact_lock(@LockId)", new { LockId });
        await RunAsync($"CREATE TABLE IF NOT EXISTS {journal} (name TEXT PRIMARY KEY)");
        var applied = (await connection.QueryAsync<string>($"SELECT name FROM {journal}", transaction: transaction)).ToHashSet();
        foreach (var name in Names().Where(name => !applied.Contains(name)))
        {
            await RunAsync(await ReadAsync(name, cancellationToken));
            await RunAsync($"INSERT INTO {journal} (name) VALUES (@name)", new { name });
        }
        await transaction.CommitAsync(cancellationToken);

        // In a large database a script takes its time, and another host waits for it as long: the caller says when it is enough.
        Task RunAsync(string sql, object? values = null) => connection.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, database.IsPostgres ? NoLimit : null, cancellationToken: cancellationToken));
    }

    private IEnumerable<string> Names() =>
        scripts.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private async Task<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(scripts.GetManifestResourceStream(name)!);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
