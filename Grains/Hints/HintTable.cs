using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace HybridCalendar.Grains.Hints;

/// <summary>The rows of the journal.</summary>
internal static class HintTable
{
    /// <returns>The rows, each with its hints; null for what cannot be read.</returns>
    public static async Task<IReadOnlyList<(long Number, IReadOnlyCollection<JournaledHint>? Hints)>> ReadAsync(DbConnection connection)
    {
        var rows = await connection.QueryAsync<(long Number, string Batch)>("SELECT number, batch FROM hints ORDER BY number");
        return [.. rows.Select(row => (row.Number, Parse(row.Batch)))];
    }

    private static IReadOnlyCollection<JournaledHint>? Parse(string batch)
    {
        try
        {
            var hints = JsonSerializer.Deserialize<IReadOnlyCollection<JournaledHint>>(batch);
            return hints?.All(hint => hint is { Mailbox.Length: > 0, EventId: not null }) == true ? hints : null;
        }
        catch (JsonException)
        {
            // The caller says so: the exception may quote what stands there.
            return null;
        }
    }

    public static Task InsertAsync(DbConnection connection, long number, IReadOnlyCollection<JournaledHint> hints) =>
        connection.ExecuteAsync("INSERT INTO hints (number, batch) VALUES (@number, @batch)", new { number, batch = JsonSerializer.Serialize(hints) });

    public static Task StrikeAsync(DbConnection connection, IReadOnlyCollection<long> rows) =>
        connection.ExecuteAsync("DELETE FROM hints WHERE number = @row", rows.Select(row => new { row }));
}
