using Dapper;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Keeps the answers to calls that carried an idempotency key.</summary>
public sealed class RepeatedCalls(CatalogDatabase database, ColumnSeal seal)
{
    /// <summary>How long an answer is given again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);

    /// <summary>A call that began and of which nothing was heard for so long has ended with its host.</summary>
    private static readonly TimeSpan s_longestCall = TimeSpan.FromMinutes(2);

    /// <summary>Begins a call.</summary>
    /// <param name="who">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="request">Digest of what is asked.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null when it is the first with this key; else the one before.</returns>
    public async Task<RepeatedCall?> BeginAsync(string who, string key, string request, DateTimeOffset now)
    {
        RepeatedCall? before = null;
        var at = now.ToUnixTimeMilliseconds();
        await database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM repeated_calls WHERE at < @old OR (status = 0 AND at < @lost)",
                new { old = (now - Life).ToUnixTimeMilliseconds(), lost = (now - s_longestCall).ToUnixTimeMilliseconds() });
            var isFirst = await connection.ExecuteAsync(
                "INSERT INTO repeated_calls (who, key, request, at, status) VALUES (@who, @key, @request, @at, 0) ON CONFLICT DO NOTHING", new { who, key, request, at }) == 1;
            before = isFirst ? null : await connection.QuerySingleAsync<RepeatedCall>(
                "SELECT request AS Request, status AS Status, answer AS Answer, location AS Location FROM repeated_calls WHERE who = @who AND key = @key", new { who, key });
        });
        return before is null ? null : before with { Answer = seal.Open(before.Answer) };
    }

    /// <summary>Keeps the answer to a call that was begun.</summary>
    public Task EndAsync(string who, string key, int status, string answer, string? location) => database.ExecuteAsync(
        "UPDATE repeated_calls SET status = @status, answer = @answer, location = @location WHERE who = @who AND key = @key",
        new { who, key, status = (long)status, answer = seal.Seal(answer), location });

    /// <summary>A call that failed may be tried again with the same key.</summary>
    public Task ForgetAsync(string who, string key) => database.ExecuteAsync(
        "DELETE FROM repeated_calls WHERE who = @who AND key = @key", new { who, key });
}
