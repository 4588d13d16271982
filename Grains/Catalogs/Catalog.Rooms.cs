namespace HybridCalendar.Grains.Catalogs;

/// <content>Workspaces, which are known by their room mailboxes, and the devices in them.</content>
public sealed partial class Catalog
{
    private const string WorkspaceColumns =
        "mail AS Mail, display_name AS DisplayName, calendar_enabled AS CalendarEnabled, problem AS Problem";
    private const string DeviceColumns = "id AS Id, display_name AS DisplayName, link AS Link, workspace AS Workspace";

    public Task PutWorkspaceAsync(WorkspaceRow row) => database.ExecuteAsync(
        """
        INSERT INTO workspaces (mail, display_name, search_name, calendar_enabled, problem)
        VALUES (@Mail, @DisplayName, @SearchName, @CalendarEnabled, @Problem)
        ON CONFLICT (mail) DO UPDATE
        SET display_name = @DisplayName, search_name = @SearchName, calendar_enabled = @CalendarEnabled, problem = @Problem
        """,
        new { row.Mail, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), CalendarEnabled = row.CalendarEnabled ? 1L : 0L, row.Problem });

    /// <summary>Adds or changes a device; the workspace that it stands in is set by <see cref="WorkspaceClaims"/>.</summary>
    public Task PutDeviceAsync(DeviceRow row) => database.ExecuteAsync(
        """
        INSERT INTO devices (id, display_name, link) VALUES (@Id, @DisplayName, @Link)
        ON CONFLICT (id) DO UPDATE SET display_name = @DisplayName, link = @Link
        """,
        new { row.Id, row.DisplayName, Link = (long)row.Link });

    public Task DeleteWorkspaceAsync(string mail) => database.ExecuteAsync("DELETE FROM workspaces WHERE mail = @mail", new { mail });

    public Task DeleteDeviceAsync(string id) => database.ExecuteAsync("DELETE FROM devices WHERE id = @id", new { id });

    /// <summary>Which of these addresses are room mailboxes of workspaces, with the calendar on or off.</summary>
    /// <param name="mails">Addresses in lower case.</param>
    public async Task<IReadOnlyCollection<string>> FindRoomsAsync(IReadOnlyCollection<string> mails) =>
        mails.Count == 0 ? [] : [.. await ListAsync<string>($"SELECT mail FROM workspaces WHERE mail {database.StandsIn("@some")}", new { some = mails.ToArray() })];

    /// <inheritdoc cref="ListUsersAsync"/>
    public Task<IReadOnlyList<WorkspaceRow>> ListWorkspacesAsync(string? after, int top, string? search = null, bool onlyProblems = false) =>
        ListAsync<WorkspaceRow>(
            $"SELECT {WorkspaceColumns} FROM workspaces WHERE mail > @after {Filter(search, onlyProblems)} ORDER BY mail LIMIT @top",
            new { after = after ?? "", top, search = Pattern(search) });

    /// <param name="workspace">Only devices of this workspace, or null for all.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many rows.</param>
    /// <param name="search">Only those whose id or name holds this, or null.</param>
    public Task<IReadOnlyList<DeviceRow>> ListDevicesAsync(string? workspace, string? after, int top, string? search = null) =>
        ListAsync<DeviceRow>(
            $"SELECT {DeviceColumns} FROM devices WHERE id > @after {(workspace is null ? "" : "AND workspace = @workspace")} "
            + $"{(search is null ? "" : "AND (LOWER(id) LIKE @search ESCAPE '!' OR LOWER(display_name) LIKE @search ESCAPE '!')")} ORDER BY id LIMIT @top",
            new { workspace, after = after ?? "", top, search = Pattern(search) });

    /// <summary>Which of these devices were set up.</summary>
    /// <param name="ids">Ids, or what somebody takes for ids.</param>
    public async Task<IReadOnlySet<string>> FindDevicesAsync(IReadOnlyCollection<string> ids) =>
        (await ListAsync<string>($"SELECT id FROM devices WHERE id {database.StandsIn("@some")}", new { some = ids.ToArray() })).ToHashSet();

    /// <summary>The workspace that a device stands in; null when in none.</summary>
    public async Task<string?> FindWorkspaceOfDeviceAsync(string id) =>
        (await ListAsync<string?>("SELECT workspace FROM devices WHERE id = @id", new { id })).SingleOrDefault();
}
