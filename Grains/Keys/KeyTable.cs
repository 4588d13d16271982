using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Keys;

/// <summary>The rows of keys. An index of the table allows one active key, whoever writes at the same moment.</summary>
internal sealed class KeyTable(CatalogDatabase database)
{
    public async Task<IReadOnlyList<KeyRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<KeyRow>(
            "SELECT id AS Id, wrapped AS Wrapped, created AS Created, changed AS Changed, status AS Status FROM organization_keys ORDER BY created, id")];
    }

    /// <summary>Adds the first key, unless there is one: of many hosts that start at once one wins.</summary>
    public Task AddFirstAsync(KeyRow row) => database.ExecuteAsync(
        """
        INSERT INTO organization_keys (id, wrapped, created, changed, status)
        SELECT @Id, @Wrapped, @Created, @Changed, 0 WHERE NOT EXISTS (SELECT 1 FROM organization_keys)
        ON CONFLICT DO NOTHING
        """,
        row);

    /// <summary>Retires the active key for a new one. When somebody else does it at the same moment, theirs stays.</summary>
    public Task RotateAsync(KeyRow row) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("UPDATE organization_keys SET status = 1, changed = @Changed WHERE status = 0", row);
        await AddActiveAsync(connection, row);
    });

    /// <summary>Revokes a key; when it was the active one, a new one takes its place in the same moment.</summary>
    /// <returns>False when there is no such key.</returns>
    public async Task<bool> RevokeAsync(string id, KeyRow replacement)
    {
        var isKnown = false;
        await database.WriteAsync(async connection =>
        {
            isKnown = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM organization_keys WHERE id = @id", new { id }) == 1;
            await connection.ExecuteAsync(
                "UPDATE organization_keys SET status = 2, changed = @Changed WHERE id = @id AND status <> 2", new { id, replacement.Changed });
            if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM organization_keys WHERE status = 0") == 0)
                await AddActiveAsync(connection, replacement);
        });
        return isKnown;
    }

    private static Task<int> AddActiveAsync(System.Data.Common.DbConnection connection, KeyRow row) => connection.ExecuteAsync(
        "INSERT INTO organization_keys (id, wrapped, created, changed, status) VALUES (@Id, @Wrapped, @Created, @Changed, 0) ON CONFLICT DO NOTHING", row);
}
