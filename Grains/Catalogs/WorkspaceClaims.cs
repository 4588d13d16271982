using System.Data.Common;
using Dapper;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Keeps each mailbox and each device to one workspace: two that write to one device overwrite each other's lists.</summary>
public sealed class WorkspaceClaims(CatalogDatabase database)
{
    /// <summary>Takes all or nothing. What the workspace had before and does not name now stays its own until it is released.</summary>
    /// <param name="workspace">The workspace's address.</param>
    /// <param name="mailbox">The primary address of its mailbox.</param>
    /// <param name="devices">Ids of devices that exist.</param>
    /// <returns>Which other workspace has one of them; null when all were taken.</returns>
    public async Task<WorkspaceConflict?> TakeAsync(string workspace, string mailbox, IReadOnlyCollection<string> devices)
    {
        WorkspaceConflict? conflict = null;
        await database.WriteAsync(async connection =>
        {
            conflict = await FindConflictAsync(connection, workspace, mailbox, devices);
            if (conflict is not null)
                return;
            await connection.ExecuteAsync("DELETE FROM workspace_mailboxes WHERE workspace = @workspace", new { workspace });
            await connection.ExecuteAsync("INSERT INTO workspace_mailboxes (mailbox, workspace) VALUES (@mailbox, @workspace)", new { mailbox, workspace });
            foreach (var id in devices)
            {
                var taken = await connection.ExecuteAsync(
                    "UPDATE devices SET workspace = @workspace WHERE id = @id AND (workspace IS NULL OR workspace = @workspace)", new { workspace, id });
                if (taken == 0)
                    throw new InvalidOperationException("A device was removed, or taken by another workspace, at the same moment.");
            }
        });
        return conflict;
    }

    /// <summary>Frees the mailbox of a workspace that was removed.</summary>
    public Task ReleaseMailboxAsync(string workspace) => database.ExecuteAsync(
        "DELETE FROM workspace_mailboxes WHERE workspace = @workspace", new { workspace });

    /// <summary>Frees the devices that stood in a workspace and no longer do. Only after they were cleared: the next workspace fills them.</summary>
    public Task ReleaseDevicesAsync(string workspace, IReadOnlyCollection<string> devices) => database.WriteAsync(async connection =>
    {
        foreach (var id in devices)
            await connection.ExecuteAsync("UPDATE devices SET workspace = NULL WHERE id = @id AND workspace = @workspace", new { workspace, id });
    });

    private static async Task<WorkspaceConflict?> FindConflictAsync(
        DbConnection connection, string workspace, string mailbox, IEnumerable<string> devices)
    {
        var owner = await connection.QuerySingleOrDefaultAsync<string>(
            "SELECT workspace FROM workspace_mailboxes WHERE mailbox = @mailbox AND workspace <> @workspace", new { mailbox, workspace });
        if (owner is not null)
            return new WorkspaceConflict(owner, null);
        foreach (var id in devices)
        {
            owner = await connection.QuerySingleOrDefaultAsync<string>(
                "SELECT workspace FROM devices WHERE id = @id AND workspace <> @workspace", new { id, workspace });
            if (owner is not null)
                return new WorkspaceConflict(owner, id);
        }
        return null;
    }
}
