using System.Data.Common;
using System.Reflection;
using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Applies the numbered scripts that a database has not seen yet, in order, one process at a time.</summary>
public static class CatalogSchema
{
    private const long LockId = 0x48_43_43_41_54;

    public static async Task ApplyAsync(CatalogDatabase database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (!database.IsPostgres)
            await connection.ExecuteAsync("PRAGMA journal_mode=WAL");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.IsPostgres)
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockId)", new { LockId }, transaction);
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS catalog_scripts (name TEXT PRIMARY KEY)", transaction: transaction);
        var applied = (await connection.QueryAsync<string>("SELECT name FROM catalog_scripts", transaction: transaction)).ToHashSet();
        foreach (var name in ScriptNames().Where(name => !applied.Contains(name)))
            await ApplyOneAsync(connection, transaction, name);
        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<string> ScriptNames() =>
        Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static async Task ApplyOneAsync(DbConnection connection, DbTransaction transaction, string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        await connection.ExecuteAsync(await reader.ReadToEndAsync(), transaction: transaction);
        await connection.ExecuteAsync("INSERT INTO catalog_scripts (name) VALUES (@name)", new { name }, transaction);
    }
}
