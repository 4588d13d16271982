using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>What is set for all users, read from the catalog; grains are asked where it does not know.</summary>
internal sealed class KnownUsers(Catalog catalog, IGrainFactory grains)
{
    private const int Size = 5_000;

    /// <summary>Users by address, in order.</summary>
    /// <param name="search">Only those whose name or address holds this, or null.</param>
    /// <param name="onlyProblems">Only those with a problem.</param>
    public async IAsyncEnumerable<(string Mail, UserSettings Settings)> ReadAsync(string? search = null, bool onlyProblems = false)
    {
        string? after = null;
        do
        {
            var rows = await catalog.ListUserSettingsAsync(after, Size, search, onlyProblems);
            foreach (var row in rows)
                yield return (row.Mail, row.SettingsKnown ? row.ToSettings() : await User(row.Mail).GetSettings());
            after = rows.Count == Size ? rows[^1].Mail : null;
        }
        while (after is not null);
    }

    public IUserGrain User(string mail) => grains.GetGrain<IUserGrain>(GrainKeys.User(mail));
}
