using System.Data.Common;
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

    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Completes with the next change made here.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>Rooms by their addresses, a page of them.</summary>
    public async Task<IReadOnlyList<TmsRoomRow>> ListAsync(string? after, int top)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<TmsRoomRow>(
            "SELECT mailbox AS Mailbox, system_id AS SystemId, system_name AS SystemName FROM tms_rooms WHERE mailbox > @after ORDER BY mailbox LIMIT @top",
            new { after = after ?? "", top })];
    }

    /// <summary>All rooms by their addresses: an organization has thousands, at the most.</summary>
    public Task<IReadOnlyList<TmsRoomRow>> ListAllAsync() => ListAsync(after: null, int.MaxValue - 1);

    /// <summary>The system of a mailbox; null when it has none.</summary>
    /// <param name="mailbox">Mail address in lower case.</param>
    public async Task<TmsRoomRow?> FindAsync(string mailbox)
    {
        await using var connection = await database.OpenAsync();
        return await connection.QuerySingleOrDefaultAsync<TmsRoomRow>(
            "SELECT mailbox AS Mailbox, system_id AS SystemId, system_name AS SystemName FROM tms_rooms WHERE mailbox = @mailbox", new { mailbox });
    }

    /// <summary>The systems of some mailboxes; mailboxes without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> FindSystemsAsync(IReadOnlyCollection<string> mailboxes)
    {
        if (mailboxes.Count == 0)
            return new Dictionary<string, long>();
        await using var connection = await database.OpenAsync();
        var rows = await connection.QueryAsync<(string Mailbox, long System)>(
            $"SELECT mailbox, system_id FROM tms_rooms WHERE mailbox {database.StandsIn("@mailboxes")}",
            new { mailboxes = mailboxes.Select(GrainKeys.Normalize).ToArray() });
        return rows.ToDictionary(row => row.Mailbox, row => row.System);
    }

    /// <summary>Gives a mailbox a system.</summary>
    /// <returns>The other mailbox that has the system, and keeps it; null when it was done.</returns>
    public async Task<string?> PutAsync(TmsRoomRow row)
    {
        string? holder = null;
        await database.WriteAsync(async connection =>
        {
            holder = await connection.QuerySingleOrDefaultAsync<string>("SELECT mailbox FROM tms_rooms WHERE system_id = @SystemId AND mailbox <> @Mailbox", row);
            if (holder is not null)
                return;
            var before = await connection.QuerySingleOrDefaultAsync<long?>("SELECT system_id FROM tms_rooms WHERE mailbox = @Mailbox", row);
            await connection.ExecuteAsync(Upsert, row);
            if (before != row.SystemId)
                await NoteAsync(connection, [row.Mailbox]);
        });
        Signal();
        return holder;
    }

    /// <summary>Puts these in place of all that there are, at once.</summary>
    /// <param name="read">The rooms that these were made from, which must still be all that there are.</param>
    /// <param name="rows">The rooms that are to be there.</param>
    /// <returns>False when somebody changed one in between: nothing was changed then.</returns>
    public async Task<bool> ReplaceFromAsync(IReadOnlyCollection<TmsRoomRow> read, IReadOnlyCollection<TmsRoomRow> rows)
    {
        var isDone = false;
        await database.WriteAsync(async connection =>
        {
            // SQLite has one writer; here others wait that want to change a room.
            if (database.IsPostgres)
                await connection.ExecuteAsync("LOCK TABLE tms_rooms IN SHARE ROW EXCLUSIVE MODE");
            var before = (await connection.QueryAsync<TmsRoomRow>("SELECT mailbox AS Mailbox, system_id AS SystemId, system_name AS SystemName FROM tms_rooms")).ToHashSet();
            isDone = before.SetEquals(read);
            if (!isDone)
                return;
            await connection.ExecuteAsync("DELETE FROM tms_rooms");
            await connection.ExecuteAsync(Upsert, rows);
            var changed = before.Select(Place).ToHashSet();
            changed.SymmetricExceptWith(rows.Select(Place));
            await NoteAsync(connection, [.. changed.Select(room => room.Mailbox).Distinct()]);
        });
        if (isDone)
            Signal();
        return isDone;

        static (string Mailbox, long SystemId) Place(TmsRoomRow row) => (row.Mailbox, row.SystemId);
    }

    /// <returns>False when the mailbox has no system.</returns>
    public async Task<bool> RemoveAsync(string mailbox)
    {
        var removed = 0;
        await database.WriteAsync(async connection =>
        {
            removed = await connection.ExecuteAsync("DELETE FROM tms_rooms WHERE mailbox = @mailbox", new { mailbox });
            if (removed > 0)
                await NoteAsync(connection, [mailbox]);
        });
        Signal();
        return removed > 0;
    }

    /// <summary>Rooms whose meetings have not heard of a change.</summary>
    internal async Task<IReadOnlyList<TmsRoomChange>> ListChangesAsync()
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<TmsRoomChange>("SELECT mailbox AS Mailbox, change AS Change FROM tms_room_changes ORDER BY mailbox")];
    }

    /// <summary>All meetings of a room have heard of a change; a later one stays.</summary>
    internal Task ToldAsync(TmsRoomChange change) => database.ExecuteAsync(
        "DELETE FROM tms_room_changes WHERE mailbox = @Mailbox AND change = @Change", change);

    private static async Task NoteAsync(DbConnection connection, IReadOnlyCollection<string> mailboxes)
    {
        var changes = mailboxes.Select(mailbox => new TmsRoomChange(mailbox, Guid.NewGuid().ToString("N")));
        await connection.ExecuteAsync(
            "INSERT INTO tms_room_changes (mailbox, change) VALUES (@Mailbox, @Change) ON CONFLICT (mailbox) DO UPDATE SET change = @Change", changes);
    }

    private void Signal()
    {
        lock (_gate)
        {
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
