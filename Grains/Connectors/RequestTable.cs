using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Connectors;

/// <summary>The rows of requests on their way. A row is written for each step, not the whole queue.</summary>
internal sealed class RequestTable(CatalogDatabase database)
{
    private const string OfPool = """
        SELECT id AS Id, number AS Number, asker AS Asker, asked AS Asked, key_id AS KeyId,
            CASE WHEN answer IS NULL AND problem IS NULL THEN 0 ELSE 1 END AS IsDone
        FROM connector_requests WHERE pool = @pool
        """;

    /// <summary>All requests of a pool in their order.</summary>
    public async Task<IReadOnlyList<RequestRow>> ReadAsync(string pool)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<RequestRow>($"{OfPool} ORDER BY number, id", new { pool })];
    }

    /// <summary>Null for one that is not there, or not this pool's.</summary>
    public async Task<RequestRow?> FindAsync(string pool, string id)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<RequestRow>($"{OfPool} AND id = @id", new { pool, id });
    }

    public Task AddAsync(string pool, RequestRow row, string request) => database.ExecuteAsync(
        """
        INSERT INTO connector_requests (id, pool, number, asker, asked, key_id, request)
        VALUES (@Id, @pool, @Number, @Asker, @Asked, @KeyId, @request) ON CONFLICT DO NOTHING
        """,
        new { row.Id, pool, row.Number, row.Asker, row.Asked, row.KeyId, request });

    /// <summary>Keeps the first answer.</summary>
    public Task AnswerAsync(string id, SealedText answer) => database.ExecuteAsync(
        "UPDATE connector_requests SET answer_key = @KeyId, answer = @Jwe WHERE id = @id AND answer IS NULL AND problem IS NULL",
        new { id, answer.KeyId, answer.Jwe });

    /// <summary>Notes that a request, or its answer, cannot be read.</summary>
    public Task SpoilAsync(string id, string problem) => database.ExecuteAsync(
        "UPDATE connector_requests SET problem = @problem, answer = NULL, answer_key = NULL WHERE id = @id AND problem IS NULL", new { id, problem });

    public Task RemoveAsync(string id) =>
        database.ExecuteAsync("DELETE FROM connector_requests WHERE id = @id", new { id });

    /// <summary>The texts of some requests, in no order.</summary>
    public async Task<IReadOnlyDictionary<string, SealedText>> ReadRequestsAsync(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
            return new Dictionary<string, SealedText>();
        await using var connection = await database.OpenAsync();
        var rows = await connection.QueryAsync<(string Id, string KeyId, string Request)>(
            $"SELECT id, key_id, request FROM connector_requests WHERE id {database.StandsIn("@ids")}", new { ids = ids.ToArray() });
        return rows.ToDictionary(row => row.Id, row => new SealedText(row.KeyId, row.Request));
    }

    /// <summary>What came of a request: an answer or a problem, or neither.</summary>
    public async Task<(SealedText? Answer, string? Problem)> ReadOutcomeAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        var (key, answer, problem) = await connection.QuerySingleOrDefaultAsync<(string? Key, string? Answer, string? Problem)>(
            "SELECT answer_key, answer, problem FROM connector_requests WHERE id = @id", new { id });
        return (key is null || answer is null ? null : new SealedText(key, answer), problem);
    }
}
