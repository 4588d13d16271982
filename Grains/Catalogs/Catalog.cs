using System.Collections.Immutable;
using Dapper;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Lists and searches. Grains keep it up to date after their own state; it never holds more truth than they do.</summary>
public sealed class Catalog(CatalogDatabase database, ColumnSeal seal)
{
    private const int MostAtOnce = 500;
    private const string UserColumns = "mail AS Mail, display_name AS DisplayName, enabled AS Enabled, refused AS Refused, unread AS Unread, problem AS Problem";
    private const string UserSettingsColumns =
        "mail AS Mail, display_name AS DisplayName, enabled AS Enabled, preferred_site AS PreferredSite, personal_room AS PersonalRoomLink, "
        + "language AS Language, settings_known AS SettingsKnown";
    private const string WorkspaceColumns =
        "mail AS Mail, display_name AS DisplayName, calendar_enabled AS CalendarEnabled, problem AS Problem";
    private const string DeviceColumns = "id AS Id, display_name AS DisplayName, link AS Link, workspace AS Workspace";
    private const string MeetingColumns =
        "m.ical_uid AS ICalUId, organizer AS Organizer, starts AS Starts, ends AS Ends, keyword AS Keyword, join_state AS JoinState, "
        + "next_starts AS Next, next_ends AS NextEnds, times AS Times";

    /// <param name="row">The user.</param>
    /// <param name="settings">What was set for him besides; null when that is not known.</param>
    public Task PutUserAsync(UserRow row, UserSettings? settings = null) => WriteAsync(
        """
        INSERT INTO users (mail, display_name, search_name, enabled, refused, unread, problem, preferred_site, personal_room, language, settings_known)
        VALUES (@Mail, @DisplayName, @SearchName, @Enabled, @Refused, @Unread, @Problem, @PreferredSite, @PersonalRoomLink, @Language, @Known)
        ON CONFLICT (mail) DO UPDATE SET display_name = @DisplayName, search_name = @SearchName, enabled = @Enabled, refused = @Refused, unread = @Unread,
            problem = @Problem, preferred_site = @PreferredSite, personal_room = @PersonalRoomLink, language = @Language, settings_known = @Known
        """,
        new
        {
            row.Mail, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), Enabled = row.Enabled ? 1L : 0L,
            Refused = row.Refused ? 1L : 0L, Unread = row.Unread ? 1L : 0L, row.Problem, settings?.PreferredSite, PersonalRoomLink = seal.Seal(settings?.PersonalRoomLink), settings?.Language,
            Known = settings is null ? 0L : 1L,
        });

    public Task PutWorkspaceAsync(WorkspaceRow row) => WriteAsync(
        """
        INSERT INTO workspaces (mail, display_name, search_name, calendar_enabled, problem)
        VALUES (@Mail, @DisplayName, @SearchName, @CalendarEnabled, @Problem)
        ON CONFLICT (mail) DO UPDATE
        SET display_name = @DisplayName, search_name = @SearchName, calendar_enabled = @CalendarEnabled, problem = @Problem
        """,
        new { row.Mail, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), CalendarEnabled = row.CalendarEnabled ? 1L : 0L, row.Problem });

    /// <summary>Adds or changes a device; the workspace that it stands in is set by <see cref="WorkspaceClaims"/>.</summary>
    public Task PutDeviceAsync(DeviceRow row) => WriteAsync(
        """
        INSERT INTO devices (id, display_name, link) VALUES (@Id, @DisplayName, @Link)
        ON CONFLICT (id) DO UPDATE SET display_name = @DisplayName, link = @Link
        """,
        new { row.Id, row.DisplayName, Link = (long)row.Link });

    public Task DeleteUserAsync(string mail) => WriteAsync("DELETE FROM users WHERE mail = @mail", new { mail });

    public Task DeleteWorkspaceAsync(string mail) => WriteAsync("DELETE FROM workspaces WHERE mail = @mail", new { mail });

    public Task DeleteDeviceAsync(string id) => WriteAsync("DELETE FROM devices WHERE id = @id", new { id });

    /// <param name="row">The meeting.</param>
    /// <param name="rooms">The rooms that are invited.</param>
    /// <param name="declined">Those of them that declined.</param>
    public Task PutMeetingAsync(MeetingRow row, IReadOnlyCollection<string> rooms, IReadOnlyCollection<string> declined) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO meetings (ical_uid, organizer, starts, ends, keyword, join_state, next_starts, next_ends, times)
            VALUES (@ICalUId, @Organizer, @Starts, @Ends, @Keyword, @JoinState, @Next, @NextEnds, @Times)
            ON CONFLICT (ical_uid) DO UPDATE SET organizer = @Organizer, starts = @Starts, ends = @Ends, keyword = @Keyword, join_state = @JoinState,
                next_starts = @Next, next_ends = @NextEnds, times = @Times
            """,
            new
            {
                row.ICalUId, row.Organizer, row.Starts, row.Ends, row.Keyword, JoinState = (long)row.JoinState,
                Next = row.Next ?? row.Starts, NextEnds = row.NextEnds ?? row.Ends, row.Times,
            });
        await connection.ExecuteAsync("DELETE FROM meeting_rooms WHERE ical_uid = @ICalUId", new { row.ICalUId });
        foreach (var room in rooms)
        {
            await connection.ExecuteAsync(
                "INSERT INTO meeting_rooms (ical_uid, room, declined) VALUES (@ICalUId, @room, @declined) ON CONFLICT DO NOTHING",
                new { row.ICalUId, room, declined = declined.Contains(room) ? 1L : 0L });
        }
    });

    public Task DeleteMeetingAsync(string iCalUId) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("DELETE FROM meeting_rooms WHERE ical_uid = @iCalUId", new { iCalUId });
        await connection.ExecuteAsync("DELETE FROM meetings WHERE ical_uid = @iCalUId", new { iCalUId });
    });

    /// <param name="after">The last address of the page before, or null for the first page.</param>
    /// <param name="top">At most so many rows.</param>
    /// <param name="search">Only those whose name or address holds this, or null.</param>
    /// <param name="onlyProblems">Only those with a problem.</param>
    public Task<IReadOnlyList<UserRow>> ListUsersAsync(string? after, int top, string? search = null, bool onlyProblems = false) =>
        ListAsync<UserRow>(
            $"SELECT {UserColumns} FROM users WHERE mail > @after {Filter(search, onlyProblems)} ORDER BY mail LIMIT @top",
            new { after = after ?? "", top, search = Pattern(search) });

    /// <summary>The same with what was set for each.</summary>
    public async Task<IReadOnlyList<UserSettingsRow>> ListUserSettingsAsync(string? after, int top, string? search = null, bool onlyProblems = false) =>
        [.. (await ListAsync<UserSettingsRow>(
            $"SELECT {UserSettingsColumns} FROM users WHERE mail > @after {Filter(search, onlyProblems)} ORDER BY mail LIMIT @top",
            new { after = after ?? "", top, search = Pattern(search) })).Select(Open)];

    /// <summary>What was set for those of these users that were set up.</summary>
    /// <param name="mails">Addresses in lower case.</param>
    public async Task<IReadOnlyList<UserSettingsRow>> FindUserSettingsAsync(IEnumerable<string> mails)
    {
        var found = new List<UserSettingsRow>();
        foreach (var some in mails.Chunk(MostAtOnce))
        {
            found.AddRange((await ListAsync<UserSettingsRow>(
                $"SELECT {UserSettingsColumns} FROM users WHERE mail {database.StandsIn("@some")}", new { some })).Select(Open));
        }
        return found;
    }

    /// <summary>The users among these addresses, each with what is known of the mailbox.</summary>
    /// <param name="mails">Addresses in lower case.</param>
    public async Task<IReadOnlyDictionary<string, MailboxWatch>> FindUsersAsync(IEnumerable<string> mails)
    {
        var found = new Dictionary<string, MailboxWatch>();
        foreach (var some in mails.Chunk(MostAtOnce))
        {
            foreach (var user in await ListAsync<UserRow>($"SELECT {UserColumns} FROM users WHERE mail {database.StandsIn("@some")}", new { some }))
                found[user.Mail] = user.Watch;
        }
        return found;
    }

    /// <summary>The rooms with a calendar that are invited to an organizer's meetings that have not ended.</summary>
    /// <param name="organizer">Address in lower case.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    public Task<IReadOnlyList<string>> ListRoomsOfOrganizerAsync(string organizer, long now) => ListAsync<string>(
        "SELECT DISTINCT r.room FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid JOIN workspaces w ON w.mail = r.room AND w.calendar_enabled = 1 "
        + "WHERE organizer = @organizer AND (ends IS NULL OR ends > @now) ORDER BY r.room",
        new { organizer, now });

    /// <summary>The ids of meetings that have not ended and whose organizers are switched off or removed, in order.</summary>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public Task<IReadOnlyList<string>> ListUnwatchedAsync(long now, string? after, int top) => ListAsync<string>(
        "SELECT ical_uid FROM meetings m LEFT JOIN users u ON u.mail = m.organizer "
        + "WHERE COALESCE(u.enabled, 0) = 0 AND (ends IS NULL OR ends > @now) AND ical_uid > @after ORDER BY ical_uid LIMIT @top",
        new { now, after = after ?? "", top });

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

    /// <summary>Meetings that have not ended, by their ids.</summary>
    /// <param name="organizer">Only this organizer's, or null.</param>
    /// <param name="room">Only those that this room is invited to, or null.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many rows.</param>
    /// <param name="until">Only those that have begun then, UTC milliseconds since 1970, or null.</param>
    public Task<IReadOnlyList<MeetingRow>> ListMeetingsAsync(string? organizer, string? room, long now, string? after, int top, long? until = null)
    {
        var join = room is null ? "" : "JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room";
        var filter = organizer is null ? "" : "AND organizer = @organizer";
        return ListAsync<MeetingRow>(
            $"SELECT {MeetingColumns} FROM meetings m {join} WHERE m.ical_uid > @after AND (ends IS NULL OR ends > @now) {(until is null ? "" : "AND starts < @until")} {filter} "
            + "ORDER BY m.ical_uid LIMIT @top",
            new { organizer, room, now, after = after ?? "", top, until });
    }

    /// <summary>The meetings that a room declined and that have not ended, by what is next.</summary>
    /// <param name="room">Mail address.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="top">At most so many rows.</param>
    public Task<IReadOnlyList<MeetingRow>> ListDeclinedAsync(string room, long now, int top) => ListAsync<MeetingRow>(
        $"SELECT {MeetingColumns} FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room AND r.declined = 1 "
        + "WHERE ends IS NULL OR ends > @now ORDER BY next_starts, m.ical_uid LIMIT @top",
        new { room, now, top });

    /// <summary>The ids of meetings that ended before a moment, in order.</summary>
    /// <param name="before">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public Task<IReadOnlyList<string>> ListEndedAsync(long before, string? after, int top) => ListAsync<string>(
        "SELECT ical_uid FROM meetings WHERE ends < @before AND ical_uid > @after ORDER BY ical_uid LIMIT @top", new { before, after = after ?? "", top });

    /// <summary>How many meetings a room declined that end after a moment, or never.</summary>
    public Task<int> CountDeclinedAsync(string room, long endAfter) => CountAsync(
        "SELECT COUNT(*) FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room AND r.declined = 1 "
        + "WHERE ends IS NULL OR ends > @endAfter",
        new { room, endAfter });

    /// <summary>How many of an organizer's meetings that have not ended got no join details.</summary>
    public Task<int> CountRefusedMeetingsAsync(string organizer, long now) => CountAsync(
        "SELECT COUNT(*) FROM meetings WHERE organizer = @organizer AND join_state = @failed AND (ends IS NULL OR ends > @now)",
        new { organizer, failed = (long)SeriesJoinState.Failed, now });

    /// <summary>The rooms that a meeting is in, those that declined it too.</summary>
    public Task<IReadOnlyList<string>> ListRoomsOfAsync(string iCalUId) =>
        ListAsync<string>("SELECT room FROM meeting_rooms WHERE ical_uid = @iCalUId ORDER BY room", new { iCalUId });

    /// <summary>The workspace that a device stands in; null when in none.</summary>
    public async Task<string?> FindWorkspaceOfDeviceAsync(string id) =>
        (await ListAsync<string?>("SELECT workspace FROM devices WHERE id = @id", new { id })).SingleOrDefault();

    /// <summary>Which of these meetings a series grain knows.</summary>
    public async Task<IReadOnlySet<string>> FindMeetingsAsync(IEnumerable<string> iCalUIds)
    {
        var known = new HashSet<string>();
        foreach (var some in iCalUIds.Chunk(MostAtOnce))
            known.UnionWith(await ListAsync<string>($"SELECT ical_uid FROM meetings WHERE ical_uid {database.StandsIn("@some")}", new { some }));
        return known;
    }

    /// <summary>In whose mailboxes these meetings were seen, by their ids: an organizer may have other addresses than the one that he is set up by.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindOrganizersAsync(IEnumerable<string> iCalUIds)
    {
        var found = new Dictionary<string, string>();
        foreach (var some in iCalUIds.Chunk(MostAtOnce))
        {
            foreach (var (uid, organizer) in await ListAsync<(string, string)>($"SELECT ical_uid, organizer FROM meetings WHERE ical_uid {database.StandsIn("@some")}", new { some }))
                found[uid] = organizer;
        }
        return found;
    }

    private UserSettingsRow Open(UserSettingsRow row) => row with { PersonalRoomLink = seal.Open(row.PersonalRoomLink) };

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<T>(sql, parameters)];
    }

    private static string Filter(string? search, bool onlyProblems) =>
        (search is null ? "" : "AND (mail LIKE @search ESCAPE '!' OR COALESCE(search_name, LOWER(display_name)) LIKE @search ESCAPE '!') ")
        + (onlyProblems ? "AND problem IS NOT NULL" : "");

    private static string? Pattern(string? search) => search is null
        ? null
        : $"%{search.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";

    private async Task<int> CountAsync(string sql, object parameters)
    {
        await using var connection = await database.OpenAsync();
        return (int)await connection.ExecuteScalarAsync<long>(sql, parameters);
    }

    private Task WriteAsync(string sql, object parameters) => database.WriteAsync(connection => connection.ExecuteAsync(sql, parameters));
}
