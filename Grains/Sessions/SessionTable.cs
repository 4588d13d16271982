using System.Security.Cryptography;
using System.Text;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Sessions;

/// <summary>The sessions of administrators in browsers, for all gateways. Whoever reads the table cannot take a session over.</summary>
public sealed class SessionTable(CatalogDatabase database, ColumnSeal seal, TimeProvider time)
{
    /// <summary>Keeps a session, and forgets those that are over.</summary>
    /// <param name="id">Known to the browser alone.</param>
    /// <param name="who">The administrator's name.</param>
    /// <param name="until">UTC.</param>
    /// <param name="ticket">What it stands for.</param>
    public Task PutAsync(string id, string who, DateTimeOffset until, string ticket) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("DELETE FROM admin_sessions WHERE until <= @now", new { now = Now });
        await connection.ExecuteAsync(
            """
            INSERT INTO admin_sessions (id_hash, who, until, ticket) VALUES (@hash, @who, @until, @ticket)
            ON CONFLICT (id_hash) DO UPDATE SET until = excluded.until, ticket = excluded.ticket
            """,
            new { hash = Hash(id), who, until = until.ToUnixTimeMilliseconds(), ticket = seal.Seal(ticket) });
    });

    /// <returns>The ticket; null when there is no such session, or it is over.</returns>
    public async Task<string?> FindAsync(string id)
    {
        await using var connection = await database.OpenAsync();
        return seal.Open(await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT ticket FROM admin_sessions WHERE id_hash = @hash AND until > @now", new { hash = Hash(id), now = Now }));
    }

    /// <summary>Ends a session at all gateways.</summary>
    public Task RemoveAsync(string id) => database.ExecuteAsync("DELETE FROM admin_sessions WHERE id_hash = @hash", new { hash = Hash(id) });

    /// <summary>Ends all sessions of an administrator.</summary>
    public Task RemoveAllAsync(string who) => database.ExecuteAsync("DELETE FROM admin_sessions WHERE who = @who", new { who });

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
