using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>What is set for users, read from the catalog; grains are asked where it does not know.</summary>
internal sealed class KnownUsers(Catalog catalog, IGrainFactory grains)
{
    /// <summary>So many grains are asked or told at the same time.</summary>
    public const int AtOnce = 32;

    /// <summary>A page is what waits in memory while grains are asked.</summary>
    private const int Size = 1_000;

    /// <summary>Users by address, in order.</summary>
    /// <param name="search">Only those whose name or address holds this, or null.</param>
    /// <param name="onlyProblems">Only those with a problem.</param>
    public async IAsyncEnumerable<(string Mail, UserSettings Settings)> ReadAsync(string? search = null, bool onlyProblems = false)
    {
        string? after = null;
        do
        {
            var rows = await catalog.ListUserSettingsAsync(after, Size, search, onlyProblems);
            var settings = await ReadAsync(rows, CancellationToken.None);
            foreach (var row in rows)
                yield return (row.Mail, settings[row.Mail]);
            after = rows.Count == Size ? rows[^1].Mail : null;
        }
        while (after is not null);
    }

    /// <summary>Those of these users that were set up, by address.</summary>
    /// <param name="mails">Addresses in lower case.</param>
    /// <param name="cancel">Ends it between two users.</param>
    public async Task<IReadOnlyDictionary<string, UserSettings>> FindAsync(IEnumerable<string> mails, CancellationToken cancel) =>
        await ReadAsync(await catalog.FindUserSettingsAsync(mails), cancel);

    /// <summary>Says that many users were added.</summary>
    public Task ManyCameAsync() => catalog.ManyCameAsync();

    public IUserGrain User(string mail) => grains.GetGrain<IUserGrain>(GrainKeys.User(mail));

    private async Task<IReadOnlyDictionary<string, UserSettings>> ReadAsync(IReadOnlyList<UserSettingsRow> rows, CancellationToken cancel)
    {
        var settings = new UserSettings[rows.Count];
        await Parallel.ForAsync(0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (index, _) =>
            settings[index] = rows[index].SettingsKnown ? rows[index].ToSettings() : await User(rows[index].Mail).GetSettings());
        return rows.Zip(settings).ToDictionary(pair => pair.First.Mail, pair => pair.Second);
    }
}
