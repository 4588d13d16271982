using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace HybridCalendar.Grains.Hints;

/// <summary>The rows of the journal.</summary>
internal static class HintTable
{
    /// <summary>Gives rows another owner. Of several who want the same rows at the same time one gets each.</summary>
    /// <returns>These rows, each with its hints; null for what cannot be read.</returns>
    public static async Task<IReadOnlyList<(long Number, IReadOnlyCollection<JournaledHint>? Hints)>> TakeAsync(DbConnection connection, string from, string to)
    {
        var rows = await connection.QueryAsync<(long Number, string Batch)>(
            "UPDATE hints SET owner = @to WHERE owner = @from RETURNING number, batch", new { from, to });
        return [.. rows.OrderBy(row => row.Number).Select(row => (row.Number, Parse(row.Batch)))];
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

    public static Task InsertAsync(DbConnection connection, string owner, long number, IReadOnlyCollection<JournaledHint> hints) => connection.ExecuteAsync(
        "INSERT INTO hints (number, owner, batch) VALUES (@number, @owner, @batch)", new { number, owner, batch = JsonSerializer.Serialize(hints) });

    /// <param name="connection">To the database.</param>
    /// <param name="isPostgres">It takes an array as one parameter; SQLite, whose statements cost no way there and back, is asked for each.</param>
    /// <param name="rows">Their numbers.</param>
    public static Task StrikeAsync(DbConnection connection, bool isPostgres, IReadOnlyCollection<long> rows) => rows.Count == 0 ? Task.CompletedTask
        : isPostgres ? connection.ExecuteAsync("DELETE FROM hints WHERE number = ANY(@rows)", new { rows = rows.ToArray() })
        : connection.ExecuteAsync("DELETE FROM hints WHERE number = @row", rows.Select(row => new { row }));
}
