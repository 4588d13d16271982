using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Grains.Catalogs;

/// <content>Workspaces, which are known by their room mailboxes, and the devices in them.</content>
public sealed partial class Catalog
{
    private const string WorkspaceColumns =
        "mail AS Mail, display_name AS DisplayName, calendar_enabled AS CalendarEnabled, problem AS Problem";
    private const string DeviceColumns =
        $"id AS Id, display_name AS DisplayName, link AS Link, workspace AS Workspace, problem AS Problem, CASE WHEN link = 0 THEN CASE WHEN {DeviceConditions.Connected} THEN 1 ELSE 0 END END AS Connected";

    public Task PutWorkspaceAsync(WorkspaceRow row) => database.ExecuteAsync(
        """
        INSERT INTO workspaces (mail, display_name, search_name, calendar_enabled, problem)
        VALUES (@Mail, @DisplayName, @SearchName, @CalendarEnabled, @Problem)
        ON CONFLICT (mail) DO UPDATE
        SET display_name = @DisplayName, search_name = @SearchName, calendar_enabled = @CalendarEnabled, problem = @Problem
        """,
        new { row.Mail, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), CalendarEnabled = row.CalendarEnabled ? 1L : 0L, row.Problem });

    /// <summary>
    /// Adds or changes a device; the workspace that it stands in is set by <see cref="WorkspaceClaims"/>, and gateways tell whether it is connected.
    /// </summary>
    public Task PutDeviceAsync(DeviceRow row) => database.ExecuteAsync(
        """
        INSERT INTO devices (id, display_name, search_name, link, problem) VALUES (@Id, @DisplayName, @SearchName, @Link, @Problem)
        ON CONFLICT (id) DO UPDATE SET display_name = @DisplayName, search_name = @SearchName, link = @Link, problem = @Problem
        """,
        new { row.Id, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), Link = (long)row.Link, row.Problem });

    /// <summary>Notes why a device does not take its list, or that it does. The same again writes nothing.</summary>
    public Task NoteDeviceProblemAsync(string id, string? problem) => database.ExecuteAsync(
        "UPDATE devices SET problem = @problem WHERE id = @id AND COALESCE(problem, '') <> @now", new { id, problem, now = problem ?? "" });

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

    /// <param name="search">Which ones.</param>
    /// <param name="now">UTC.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many rows.</param>
    public Task<IReadOnlyList<DeviceRow>> ListDevicesAsync(DeviceSearch search, DateTimeOffset now, string? after, int top) =>
        ListAsync<DeviceRow>(
            $"SELECT {DeviceColumns} FROM devices d WHERE id > @after {(search.Workspace is null ? "" : "AND workspace = @Workspace")} "
            + $"{(search.Text is null ? "" : "AND (LOWER(id) LIKE @pattern ESCAPE '!' OR COALESCE(search_name, LOWER(display_name)) LIKE @pattern ESCAPE '!')")} "
            + $"{(search.OnlyProblems ? $"AND (problem IS NOT NULL OR {DeviceConditions.Away})" : "")} ORDER BY id LIMIT @top",
            new { search.Workspace, after = after ?? "", top, pattern = Pattern(search.Text), alive = OverviewTable.AliveAt(now) });

    /// <summary>Which of these devices were set up.</summary>
    /// <param name="ids">Ids, or what somebody takes for ids.</param>
    public async Task<IReadOnlySet<string>> FindDevicesAsync(IReadOnlyCollection<string> ids) =>
        (await ListAsync<string>($"SELECT id FROM devices WHERE id {database.StandsIn("@some")}", new { some = ids.ToArray() })).ToHashSet();

    /// <summary>The workspace that a device stands in; null when in none.</summary>
    public async Task<string?> FindWorkspaceOfDeviceAsync(string id) =>
        (await ListAsync<string?>("SELECT workspace FROM devices WHERE id = @id", new { id })).SingleOrDefault();
}
