using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>The catalog on a SQLite file.</summary>
public sealed class SqliteCatalogTests() : CatalogTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresCatalogTests(PostgresServer server) : CatalogTests(server);

/// <summary>What the catalog does on either database.</summary>
public abstract class CatalogTests(PostgresServer? server) : IAsyncLifetime
{
    private const string Rila = "rila@contoso.example";
    private const string Pirin = "pirin@contoso.example";
    private TestDatabase? _store;
    private CatalogDatabase _database = null!;
    private ColumnSeal _seal = null!;
    private Catalog _catalog = null!;
    private WorkspaceClaims _claims = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _database = _store.Catalog;
        _seal = await _store.MakeSealAsync();
        _catalog = new Catalog(_database, _seal);
        _claims = new WorkspaceClaims(_database);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public Task Scripts_are_applied_once() => CatalogSchema.ApplyAsync(_database);

    [Fact]
    public async Task Users_are_listed_page_by_page_in_order()
    {
        foreach (var name in new[] { "c", "a", "b" })
            await _catalog.PutUserAsync(new UserRow { Mail = $"{name}@contoso.example", DisplayName = name, Enabled = name != "b" });
        await _catalog.PutUserAsync(new UserRow { Mail = "a@contoso.example", DisplayName = "A", Enabled = true, Problem = "No licence." });
        var first = await _catalog.ListUsersAsync(null, 2);
        first.Select(user => user.DisplayName).ShouldBe(["A", "b"]);
        first.Select(user => user.Enabled).ShouldBe([true, false]);
        first[0].Problem.ShouldBe("No licence.");
        (await _catalog.ListUsersAsync(first[^1].Mail, 2)).Select(user => user.DisplayName).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Of_many_users_the_settings_of_those_that_are_set_up_are_found()
    {
        var set = new UserSettings { DisplayName = "A", Enabled = true, PersonalRoomLink = "https://a.webex.com/meet/a", Language = "bg" };
        await _catalog.PutUserAsync(new UserRow { Mail = "a@contoso.example", DisplayName = "A", Enabled = true }, set);
        await _catalog.PutUserAsync(new UserRow { Mail = "b@contoso.example", DisplayName = "B" });
        var found = await _catalog.FindUserSettingsAsync([.. Enumerable.Range(0, 1200).Select(i => $"u{i}@contoso.example"), "a@contoso.example", "b@contoso.example"]);
        found.Single(row => row.Mail == "a@contoso.example").ToSettings().ShouldBe(set);
        found.Single(row => row.Mail == "b@contoso.example").SettingsKnown.ShouldBeFalse();
        found.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_import_is_taken_by_one_with_the_status_that_says_so_until_it_is_free_again()
    {
        var imports = new UserImportTable(_database, _seal);
        await imports.AddAsync("i", 100, "Email\n", "checked");
        (await imports.TakeAsync("i", "importing", now: 100, freeFrom: 200)).ShouldBe("Email\n");
        (await imports.FindAsync("i")).ShouldBe("importing");
        (await imports.TakeAsync("i", "again", now: 199, freeFrom: 300)).ShouldBeNull();
        (await imports.TakeAsync("none", "again", now: 199, freeFrom: 300)).ShouldBeNull();
        (await imports.FindAsync("i")).ShouldBe("importing");
        (await imports.TakeAsync("i", "given up", now: 200, freeFrom: 300)).ShouldBe("Email\n");
        await imports.UpdateAsync("i", "done", UserImportTable.Never);
        (await imports.TakeAsync("i", "again", now: 1_000_000, freeFrom: 2_000_000)).ShouldBeNull();
        (await imports.ReadFileAsync("i")).ShouldBe("Email\n");
    }

    [Fact]
    public async Task What_an_import_was_doing_when_it_ended_is_kept_until_it_is_told()
    {
        var imports = new UserImportTable(_database, _seal);
        await imports.AddAsync("i", 100, "Email\n", "checked");
        await imports.TakeAsync("i", "importing", now: 100, freeFrom: 200);
        await imports.SetPendingAsync("i", "[1]");
        (await imports.ListPendingAsync(now: 199)).ShouldBeEmpty("somebody applies it");
        (await imports.ListPendingAsync(now: 200)).ShouldHaveSingleItem().ShouldBe(("i", "[1]"));
        await imports.ForgetAsync(before: 1_000);
        (await imports.FindAsync("i")).ShouldBe("importing");
        await imports.SetPendingAsync("i", pending: null);
        (await imports.ListPendingAsync(now: 200)).ShouldBeEmpty();
        await imports.ForgetAsync(before: 1_000);
        (await imports.FindAsync("i")).ShouldBeNull();
    }

    [Fact]
    public async Task Users_are_found_with_what_is_known_of_their_mailbox()
    {
        await _catalog.PutUserAsync(new UserRow { Mail = "a@contoso.example", Enabled = true });
        await _catalog.PutUserAsync(new UserRow { Mail = "b@contoso.example", Enabled = true, Refused = true });
        await _catalog.PutUserAsync(new UserRow { Mail = "c@contoso.example" });
        await _catalog.PutUserAsync(new UserRow { Mail = "d@contoso.example", Enabled = true, Unread = true });
        var found = await _catalog.FindUsersAsync(["a@contoso.example", "b@contoso.example", "c@contoso.example", "d@contoso.example", "e@contoso.example"]);
        found.OrderBy(user => user.Key).Select(user => user.Value).ShouldBe([MailboxWatch.Watched, MailboxWatch.Refused, MailboxWatch.Off, MailboxWatch.Unread]);
    }

    [Fact]
    public async Task The_meetings_and_rooms_of_an_organizer_who_is_switched_off_are_found()
    {
        foreach (var room in new[] { Rila, Pirin })
            await _catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = room, DisplayName = room, CalendarEnabled = room == Rila });
        await _catalog.PutUserAsync(new UserRow { Mail = "off@contoso.example" });
        await _catalog.PutUserAsync(new UserRow { Mail = "on@contoso.example", Enabled = true });
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "1", Organizer = "off@contoso.example", Ends = 100 }, [Rila, Pirin], []);
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "2", Organizer = "off@contoso.example" }, [Rila], []);
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "3", Organizer = "off@contoso.example", Ends = 50 }, [Rila], []);
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "4", Organizer = "on@contoso.example" }, [Rila], []);
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "5", Organizer = "removed@contoso.example" }, [], []);
        await _catalog.PutUserAsync(new UserRow { Mail = "gone@contoso.example", Enabled = true, Refused = true, Gone = true });
        await _catalog.PutUserAsync(new UserRow { Mail = "denied@contoso.example", Enabled = true, Refused = true });
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "6", Organizer = "gone@contoso.example" }, [], []);
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "7", Organizer = "denied@contoso.example" }, [], []);
        (await _catalog.ListUnwatchedAsync(now: 60, after: null, top: 9)).ShouldBe(["1", "2", "5", "6"]);
        (await _catalog.ListUnwatchedAsync(now: 60, after: "1", top: 9)).ShouldBe(["2", "5", "6"]);
        (await _catalog.ListRoomsOfOrganizerAsync("off@contoso.example", now: 60)).ShouldBe([Rila]);
        (await _catalog.ListRoomsOfOrganizerAsync("nobody@contoso.example", now: 60)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rooms_are_told_from_people()
    {
        await _catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = Rila, DisplayName = "Rila", CalendarEnabled = true });
        await _catalog.PutUserAsync(new UserRow { Mail = "anna@contoso.example", DisplayName = "Anna", Enabled = true });
        (await _catalog.FindRoomsAsync([Rila, Pirin, "anna@contoso.example"])).ShouldBe([Rila]);
        (await _catalog.FindRoomsAsync([])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Рила", "Рила")]
    [InlineData("Рила", "рИЛ")]
    [InlineData("ÉLAN", "éla")]
    [InlineData("Golden_Sands", "GOLDEN")]
    public async Task Names_are_found_whatever_their_letters_and_case(string name, string search)
    {
        await _catalog.PutUserAsync(new UserRow { Mail = "u@contoso.example", DisplayName = name });
        await _catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = "w@contoso.example", DisplayName = name });
        (await _catalog.ListUsersAsync(null, 10, search)).ShouldHaveSingleItem().DisplayName.ShouldBe(name);
        (await _catalog.ListWorkspacesAsync(null, 10, search)).ShouldHaveSingleItem().DisplayName.ShouldBe(name);
        (await _catalog.ListUsersAsync(null, 10, "пирин")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Devices_are_found_by_their_ids()
    {
        await _catalog.PutDeviceAsync(new DeviceRow { Id = "d1", DisplayName = "One", Link = DeviceLink.Gateway });
        (await _catalog.FindDevicesAsync(["d1", "d2"])).ShouldBe(["d1"]);
        (await _catalog.FindDevicesAsync([])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_device_stands_in_one_workspace()
    {
        await _catalog.PutDeviceAsync(new DeviceRow { Id = "d1", DisplayName = "One", Link = DeviceLink.WebexCloud });
        (await _claims.TakeAsync(Rila, Rila, ["d1"])).ShouldBeNull();
        (await _claims.TakeAsync(Rila, Rila, ["d1"])).ShouldBeNull();
        (await _claims.TakeAsync(Pirin, Pirin, ["d1"])).ShouldBe(new WorkspaceConflict(Rila, "d1"));
        (await _catalog.ListDevicesAsync(new DeviceSearch { Workspace = Rila }, DateTimeOffset.UnixEpoch, null, 10)).ShouldHaveSingleItem().Link.ShouldBe(DeviceLink.WebexCloud);

        await _claims.ReleaseDevicesAsync(Pirin, ["d1"]);
        (await _catalog.FindWorkspaceOfDeviceAsync("d1")).ShouldBe(Rila);
        await _claims.ReleaseDevicesAsync(Rila, ["d1"]);
        (await _claims.TakeAsync(Pirin, Pirin, ["d1"])).ShouldBeNull();
        (await _catalog.FindWorkspaceOfDeviceAsync("d1")).ShouldBe(Pirin);
    }

    [Fact]
    public async Task A_mailbox_belongs_to_one_workspace_and_a_refused_one_takes_nothing()
    {
        await _catalog.PutDeviceAsync(new DeviceRow { Id = "d1" });
        (await _claims.TakeAsync(Rila, "room@contoso.example", [])).ShouldBeNull();
        (await _claims.TakeAsync(Pirin, "room@contoso.example", ["d1"])).ShouldBe(new WorkspaceConflict(Rila, null));
        (await _catalog.FindWorkspaceOfDeviceAsync("d1")).ShouldBeNull();
        (await _claims.TakeAsync(Rila, "other@contoso.example", [])).ShouldBeNull();
        (await _claims.TakeAsync(Pirin, "room@contoso.example", ["d1"])).ShouldBeNull();
    }

    [Fact]
    public async Task Meetings_are_found_by_room_and_organizer_until_they_end()
    {
        var row = new MeetingRow { ICalUId = "m1", Organizer = "anna@contoso.example", Starts = 100, Ends = 200, Next = 100, NextEnds = 200, JoinState = SeriesJoinState.Ready };
        await _catalog.PutMeetingAsync(row, [Rila], []);
        await _catalog.PutMeetingAsync(row with { ICalUId = "m2", Ends = null, NextEnds = null }, [Pirin], [Pirin]);
        (await _catalog.ListMeetingsAsync(null, "rila@contoso.example", 150, null, 10)).ShouldBe([row]);
        (await _catalog.ListMeetingsAsync("anna@contoso.example", null, 250, null, 10)).ShouldHaveSingleItem().ICalUId.ShouldBe("m2");
        (await _catalog.ListDeclinedAsync(Pirin, 250, 10)).ShouldHaveSingleItem().ICalUId.ShouldBe("m2");
        (await _catalog.CountDeclinedAsync(Pirin, 1_000)).ShouldBe(1);
        (await _catalog.CountDeclinedAsync(Rila, 0)).ShouldBe(0);
        (await _catalog.CountRefusedMeetingsAsync("anna@contoso.example", 0)).ShouldBe(0);
        await _catalog.PutMeetingAsync(row with { JoinState = SeriesJoinState.Failed }, [], []);
        (await _catalog.CountRefusedMeetingsAsync("anna@contoso.example", 150)).ShouldBe(1);
        (await _catalog.CountRefusedMeetingsAsync("anna@contoso.example", 250)).ShouldBe(0);
        (await _catalog.FindMeetingsAsync([.. Enumerable.Range(0, 2_000).Select(number => $"m{number}")])).ShouldBe(["m1", "m2"], ignoreOrder: true);
        await _catalog.DeleteMeetingAsync("m2");
        (await _catalog.ListMeetingsAsync(null, null, 250, null, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_meetings_and_people_those_that_are_known_are_found()
    {
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "one", Organizer = "anna@contoso.example", JoinState = SeriesJoinState.Ready }, [Rila], []);
        (await _catalog.FindMeetingsAsync([.. Enumerable.Range(0, 1200).Select(i => $"other{i}"), "one"])).ShouldBe(["one"]);
        (await _catalog.FindMeetingsAsync([])).ShouldBeEmpty();
    }
}
