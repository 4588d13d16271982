using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>On a SQLite file.</summary>
public sealed class SqliteCatalogKeyTests() : CatalogKeyTests(server: null);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresCatalogKeyTests(PostgresServer server) : CatalogKeyTests(server);

/// <summary>Whatever a key in the catalog looks like, it is of one row, which is found, listed and deleted by it.</summary>
public abstract class CatalogKeyTests(PostgresServer? server) : IAsyncLifetime
{
    private static readonly string s_long = new([.. Enumerable.Range(0, 999).Select(number => (char)('0' + (number * number % 7_919 % 75)))]);

    private static readonly string[] s_keys =
    [
        "a", "A", "a ", " a", "o'neil", "o''neil", "100%", "100", "a_b", "axb", "a!b", "a\\b", "\"a\"", "a\nb", "a;--", "стая", "Стая", "стаЯ",
        "é", "e\u0301", "ß", "ss", "😀", "{0}", "@mail", "a/b", "a%2Fb", s_long + "1", s_long + "2",
    ];

    private TestDatabase? _store;
    private Catalog _catalog = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _catalog = new Catalog(_store.Catalog, await _store.MakeSealAsync());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task Users_are_told_apart()
    {
        foreach (var key in s_keys)
            await _catalog.PutUserAsync(new UserRow { Mail = key, DisplayName = $"name of {key}" });
        await ShouldHoldAsync(s_keys);
        foreach (var key in s_keys.Where((_, number) => number % 2 == 0))
            await _catalog.DeleteUserAsync(key);
        await ShouldHoldAsync([.. s_keys.Where((_, number) => number % 2 == 1)]);

        async Task ShouldHoldAsync(string[] keys)
        {
            (await _catalog.FindUsersAsync(s_keys)).Keys.ShouldBe(keys, ignoreOrder: true);
            var listed = await ReadPagesAsync<UserRow>((after, top) => _catalog.ListUsersAsync(after, top), row => row.Mail);
            listed.Select(row => row.Mail).ShouldBe(keys, ignoreOrder: true);
            listed.ShouldAllBe(row => row.DisplayName == $"name of {row.Mail}");
        }
    }

    [Fact]
    public async Task Meetings_and_their_rooms_are_told_apart()
    {
        foreach (var key in s_keys)
            await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = key, Organizer = key, Ends = 100 }, [key, "other"], declined: [key]);
        await ShouldHoldAsync(s_keys);
        foreach (var key in s_keys.Where((_, number) => number % 2 == 0))
            await _catalog.DeleteMeetingAsync(key);
        await ShouldHoldAsync([.. s_keys.Where((_, number) => number % 2 == 1)]);

        async Task ShouldHoldAsync(string[] keys)
        {
            (await _catalog.FindMeetingsAsync(s_keys)).ShouldBe(keys, ignoreOrder: true);
            (await _catalog.FindOrganizersAsync(s_keys)).ShouldBe(keys.ToDictionary(key => key), ignoreOrder: true);
            (await ReadPagesAsync((after, top) => _catalog.ListEndedAsync(1_000, after, top), id => id)).ShouldBe(keys, ignoreOrder: true);
            foreach (var key in s_keys)
            {
                string[] expected = keys.Contains(key) ? [key] : [];
                (await _catalog.ListRoomsOfAsync(key)).Where(room => room != "other").ShouldBe(expected);
                (await _catalog.ListMeetingsAsync(organizer: key, room: key, now: 0, after: null, top: 10)).Select(row => row.ICalUId).ShouldBe(expected);
            }
        }
    }

    [Theory]
    [InlineData("%", "100%", "a%2Fb")]
    [InlineData("_", "a_b")]
    [InlineData("!", "a!b")]
    [InlineData("\\", "a\\b")]
    [InlineData("o'", "o'neil", "o''neil")]
    [InlineData(";--", "a;--")]
    public async Task What_is_searched_for_is_taken_by_its_letters(string search, params string[] found)
    {
        foreach (var key in s_keys)
            await _catalog.PutUserAsync(new UserRow { Mail = key, DisplayName = "name" });
        (await _catalog.ListUsersAsync(null, 100, search)).Select(row => row.Mail).Where(mail => mail.Length < 100).ShouldBe(found, ignoreOrder: true);
    }

    private static async Task<List<TRow>> ReadPagesAsync<TRow>(Func<string?, int, Task<IReadOnlyList<TRow>>> read, Func<TRow, string> keyOf)
    {
        const int Top = 4;
        var rows = new List<TRow>();
        IReadOnlyList<TRow> page;
        do
            rows.AddRange(page = await read(rows.Count == 0 ? null : keyOf(rows[^1]), Top));
        while (page.Count == Top && rows.Count < 1_000);
        return rows;
    }
}
