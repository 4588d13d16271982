using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Grains.Tests.Conferences;

/// <summary>Rooms in TMS on a SQLite file.</summary>
public sealed class SqliteTmsRoomsTests() : TmsRoomsTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresTmsRoomsTests(PostgresServer server) : TmsRoomsTests(server);

/// <summary>A table of rooms takes the place of what it was made from, and of nothing else.</summary>
public abstract class TmsRoomsTests(PostgresServer? server) : IAsyncLifetime
{
    private static readonly TmsRoomRow s_rila = new("rila@contoso.example", 1, "Rila");
    private static readonly TmsRoomRow s_pirin = new("pirin@contoso.example", 2, "Pirin");
    private TestDatabase? _store;
    private TmsRooms _rooms = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _rooms = new TmsRooms(_store.Catalog);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_room_that_came_meanwhile_keeps_its_system()
    {
        var read = await _rooms.ListAsync(null, 10);
        (await _rooms.PutAsync(s_rila)).ShouldBeNull();

        (await _rooms.ReplaceFromAsync(read, [s_pirin])).ShouldBeFalse();

        (await _rooms.ListAsync(null, 10)).ShouldBe([s_rila]);
        (await _rooms.ReplaceFromAsync([s_rila], [s_rila, s_pirin])).ShouldBeTrue();
        (await _rooms.ListAsync(null, 10)).ShouldBe([s_pirin, s_rila]);
    }

    [Fact]
    public async Task Of_many_tables_that_were_made_from_the_same_one_is_taken()
    {
        (await _rooms.PutAsync(s_rila)).ShouldBeNull();

        var taken = await Task.WhenAll(Enumerable.Range(10, 8).Select(system => Task.Run(() => _rooms.ReplaceFromAsync([s_rila], [s_rila with { SystemId = system }]))));

        taken.Count(isTaken => isTaken).ShouldBe(1);
        (await _rooms.FindAsync(s_rila.Mailbox))!.SystemId.ShouldBeGreaterThanOrEqualTo(10);
    }
}
