using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Catalogs;

/// <content>The users, and what was set for them.</content>
public sealed partial class Catalog
{
    private const string UserColumns = "mail AS Mail, display_name AS DisplayName, enabled AS Enabled, refused AS Refused, gone AS Gone, unread AS Unread, problem AS Problem";
    private const string UserSettingsColumns =
        "mail AS Mail, display_name AS DisplayName, enabled AS Enabled, preferred_site AS PreferredSite, personal_room AS PersonalRoomLink, "
        + "language AS Language, settings_known AS SettingsKnown";

    /// <param name="row">The user.</param>
    /// <param name="settings">What was set for him besides; null when that is not known.</param>
    public Task PutUserAsync(UserRow row, UserSettings? settings = null) => database.ExecuteAsync(
        """
        INSERT INTO users (mail, display_name, search_name, enabled, refused, gone, unread, problem, preferred_site, personal_room, language, settings_known)
        VALUES (@Mail, @DisplayName, @SearchName, @Enabled, @Refused, @Gone, @Unread, @Problem, @PreferredSite, @PersonalRoomLink, @Language, @Known)
        ON CONFLICT (mail) DO UPDATE SET display_name = @DisplayName, search_name = @SearchName, enabled = @Enabled, refused = @Refused, gone = @Gone, unread = @Unread,
            problem = @Problem, preferred_site = @PreferredSite, personal_room = @PersonalRoomLink, language = @Language, settings_known = @Known
        """,
        new
        {
            row.Mail, row.DisplayName, SearchName = row.DisplayName.ToLowerInvariant(), Enabled = row.Enabled ? 1L : 0L,
            Refused = row.Refused ? 1L : 0L, Gone = row.Gone ? 1L : 0L, Unread = row.Unread ? 1L : 0L, row.Problem, settings?.PreferredSite, PersonalRoomLink = seal.Seal(settings?.PersonalRoomLink), settings?.Language,
            Known = settings is null ? 0L : 1L,
        });

    public Task DeleteUserAsync(string mail) => database.ExecuteAsync("DELETE FROM users WHERE mail = @mail", new { mail });

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

    /// <summary>Many users came at once: PostgreSQL, which planned for the few before, is not to wait until it notices by itself.</summary>
    public async Task ManyCameAsync()
    {
        if (database.IsPostgres)
            await database.ExecuteAsync("ANALYZE users", new { });
    }

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

    private UserSettingsRow Open(UserSettingsRow row) => row with { PersonalRoomLink = seal.Open(row.PersonalRoomLink) };
}
