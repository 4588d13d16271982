using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Conferences;

/// <summary>Which TMS system stands in the room of a mailbox: administrators say so, series ask.</summary>
public sealed class TmsRooms(CatalogDatabase database)
{
    private const string Upsert =
        """
        INSERT INTO tms_rooms (mailbox, system_id, system_name) VALUES (@Mailbox, @SystemId, @SystemName)
        ON CONFLICT (mailbox) DO UPDATE SET system_id = @SystemId, system_name = @SystemName
        """;

    /// <summary>Rooms by their addresses, a page of them.</summary>
    public async Task<IReadOnlyList<TmsRoomRow>> ListAsync(string? after, int top)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<TmsRoomRow>(
            "SELECT mailbox AS Mailbox, system_id AS SystemId, system_name AS SystemName FROM tms_rooms WHERE mailbox > @after ORDER BY mailbox LIMIT @top",
            new { after = after ?? "", top })];
    }

    /// <summary>The system of a mailbox; null when it has none.</summary>
    /// <param name="mailbox">Mail address in lower case.</param>
    public async Task<TmsRoomRow?> FindAsync(string mailbox)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<TmsRoomRow>(
            "SELECT mailbox AS Mailbox, system_id AS SystemId, system_name AS SystemName FROM tms_rooms WHERE mailbox = @mailbox", new { mailbox });
    }

    /// <summary>The systems of some mailboxes, in order; mailboxes without one are passed over.</summary>
    public async Task<IReadOnlyList<long>> FindSystemsAsync(IReadOnlyCollection<string> mailboxes)
    {
        if (mailboxes.Count == 0)
            return [];
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<long>(
            $"SELECT system_id FROM tms_rooms WHERE mailbox {database.StandsIn("@mailboxes")} ORDER BY system_id",
            new { mailboxes = mailboxes.Select(GrainKeys.Normalize).ToArray() })];
    }

    /// <summary>Gives a mailbox a system.</summary>
    /// <returns>The other mailbox that has the system, and keeps it; null when it was done.</returns>
    public async Task<string?> PutAsync(TmsRoomRow row)
    {
        string? holder = null;
        await database.WriteAsync(async connection =>
        {
            holder = await connection.QuerySingleOrDefaultAsync<string>("SELECT mailbox FROM tms_rooms WHERE system_id = @SystemId AND mailbox <> @Mailbox", row);
            if (holder is null)
                await connection.ExecuteAsync(Upsert, row);
        });
        return holder;
    }

    /// <summary>Puts these in place of all that there are, at once.</summary>
    public Task ReplaceAsync(IReadOnlyCollection<TmsRoomRow> rows) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("DELETE FROM tms_rooms");
        await connection.ExecuteAsync(Upsert, rows);
    });

    /// <returns>False when the mailbox has no system.</returns>
    public async Task<bool> RemoveAsync(string mailbox)
    {
        var removed = 0;
        await database.WriteAsync(async connection => removed = await connection.ExecuteAsync("DELETE FROM tms_rooms WHERE mailbox = @mailbox", new { mailbox }));
        return removed > 0;
    }
}
