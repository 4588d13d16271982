using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Connectors;

/// <summary>Which connectors there are. Their grains keep it up to date.</summary>
public sealed class ConnectorList(CatalogDatabase database)
{
    /// <summary>All of them: an organization has a few.</summary>
    public async Task<IReadOnlyList<ConnectorRow>> ReadAsync()
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<ConnectorRow>("SELECT id AS Id, host AS Host, display_name AS DisplayName FROM connectors ORDER BY id")];
    }

    public Task PutAsync(ConnectorRow row) => database.ExecuteAsync(
        """
        INSERT INTO connectors (id, host, display_name) VALUES (@Id, @Host, @DisplayName)
        ON CONFLICT (id) DO UPDATE SET host = @Host, display_name = @DisplayName
        """,
        row);

    public Task RemoveAsync(string id) => database.ExecuteAsync("DELETE FROM connectors WHERE id = @id", new { id });
}
