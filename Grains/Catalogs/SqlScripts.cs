using System.Data.Common;
using System.Reflection;
using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Applies the numbered scripts of an assembly that a database has not seen yet, in order, one process at a time.</summary>
/// <param name="scripts">Holds the scripts as resources whose names end in <c>.sql</c>.</param>
/// <param name="journal">The table that notes which were applied.</param>
public sealed class SqlScripts(Assembly scripts, string journal)
{
    private const long LockId = 0x48_43_43_41_54;

    /// <summary>Applies what is missing, all or nothing.</summary>
    public async Task ApplyAsync(CatalogDatabase database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (!database.IsPostgres)
            await connection.ExecuteAsync("PRAGMA journal_mode=WAL");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.IsPostgres)
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockId)", new { LockId }, transaction);
        await connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {journal} (name TEXT PRIMARY KEY)", transaction: transaction);
        var applied = (await connection.QueryAsync<string>($"SELECT name FROM {journal}", transaction: transaction)).ToHashSet();
        foreach (var name in Names().Where(name => !applied.Contains(name)))
            await ApplyOneAsync(connection, transaction, name);
        await transaction.CommitAsync(cancellationToken);
    }

    private IEnumerable<string> Names() =>
        scripts.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private async Task ApplyOneAsync(DbConnection connection, DbTransaction transaction, string name)
    {
        using var reader = new StreamReader(scripts.GetManifestResourceStream(name)!);
        await connection.ExecuteAsync(await reader.ReadToEndAsync(), transaction: transaction);
        await connection.ExecuteAsync($"INSERT INTO {journal} (name) VALUES (@name)", new { name }, transaction);
    }
}
