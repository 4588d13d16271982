using System.Globalization;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>Meetings in the catalog, each in many rooms: written together.</summary>
internal sealed class CatalogRecords : IRecords
{
    private readonly CatalogDatabase _database;
    private readonly OrganizationKeys _keys;

    private CatalogRecords(CatalogDatabase database)
    {
        _database = database;
        // Nothing of a meeting is sealed.
        _keys = new OrganizationKeys(database, new MasterKeyFile("none", TimeProvider.System), TimeProvider.System, NullLogger<OrganizationKeys>.Instance);
        Catalog = new Catalog(database, new ColumnSeal(_keys));
    }

    /// <summary>As a host does at its start. The database goes away with the records.</summary>
    public static async Task<CatalogRecords> OpenAsync(CatalogDatabase database)
    {
        await CatalogSchema.ApplyAsync(database);
        return new CatalogRecords(database);
    }

    public Catalog Catalog { get; }

    public Task WriteAsync(int number) => WriteAsync(number, number, Rooms(number));

    /// <summary>Writes a meeting that begins at some time.</summary>
    public Task WriteAsync(int number, long starts, IReadOnlyCollection<string> rooms) => Catalog.PutMeetingAsync(
        new MeetingRow { ICalUId = UId(number), Organizer = "anna@contoso.example", Starts = starts, Ends = starts + 1 }, rooms, declined: []);

    public async Task<bool> HasAsync(int number)
    {
        var found = await ReadAsync(number);
        found.Rooms.ShouldBe(found.Starts is null ? [] : Rooms(number), ignoreOrder: true);
        return found.Starts == number;
    }

    /// <summary>When a meeting begins, and its rooms. Null when it is not there.</summary>
    public async Task<(long? Starts, IReadOnlyList<string> Rooms)> ReadAsync(int number)
    {
        var row = (await Catalog.ListMeetingsAsync(organizer: null, room: null, now: 0, after: null, top: int.MaxValue)).SingleOrDefault(row => row.ICalUId == UId(number));
        return (row?.Starts, await Catalog.ListRoomsOfAsync(UId(number)));
    }

    public ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return _database.DisposeAsync();
    }

    private static string UId(int number) => string.Create(CultureInfo.InvariantCulture, $"meeting-{number}");

    private static List<string> Rooms(int number) => [.. Enumerable.Range(0, 30).Select(room => $"{LongText.Make(300)}{number}-{room}@contoso.example")];
}
