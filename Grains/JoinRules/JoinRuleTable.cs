using System.Text.Json;
using Dapper;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.JoinRules;

/// <summary>Keeps what the organization changed of the join rules.</summary>
public sealed class JoinRuleTable(CatalogDatabase database)
{
    /// <returns>The version, 0 when nothing was ever changed, and the changes.</returns>
    public async Task<(long Version, JoinRuleEdits Edits)> ReadAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(long Version, string? Edits)>("SELECT version, edits FROM join_rule_edits WHERE id = 1");
        return row.Edits is { } edits ? (row.Version, JsonSerializer.Deserialize<JoinRuleEdits>(edits)!) : (0, JoinRuleEdits.None);
    }

    /// <returns>False when somebody else has changed them since the version was read.</returns>
    public async Task<bool> SaveAsync(JoinRuleEdits edits, long version)
    {
        var saved = 0;
        await database.WriteAsync(async connection => saved = await connection.ExecuteAsync(
            version == 0
                ? "INSERT INTO join_rule_edits (id, version, edits) VALUES (1, 1, @edits) ON CONFLICT DO NOTHING"
                : "UPDATE join_rule_edits SET version = version + 1, edits = @edits WHERE id = 1 AND version = @version",
            new { version, edits = JsonSerializer.Serialize(edits) }));
        return saved == 1;
    }
}
