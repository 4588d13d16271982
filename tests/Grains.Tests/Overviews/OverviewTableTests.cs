using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Overviews;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Grains.Tests.Overviews;

/// <summary>The overview on a SQLite file.</summary>
public sealed class SqliteOverviewTests() : OverviewTableTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresOverviewTests(PostgresServer server) : OverviewTableTests(server);

/// <summary>What the overview counts on either database.</summary>
public abstract class OverviewTableTests(PostgresServer? server) : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly long s_today = OverviewTable.DayOf(s_now);
    private TestDatabase? _store;
    private OverviewTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _table = new OverviewTable(_store.Catalog);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_organization_has_nothing()
    {
        (await _table.CountAsync(s_now)).ShouldBe(new OverviewCounts());
        (await _table.ReadLatencyAsync(s_now.AddHours(-1))).Changes.ShouldBe(0);
    }

    [Fact]
    public async Task Everything_is_counted()
    {
        var catalog = new Catalog(_store!.Catalog, await _store.MakeSealAsync());
        await catalog.PutUserAsync(new UserRow { Mail = "a@contoso.example", Enabled = true, Problem = "No licence." });
        await catalog.PutUserAsync(new UserRow { Mail = "b@contoso.example", Enabled = true });
        await catalog.PutUserAsync(new UserRow { Mail = "c@contoso.example" });
        await catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = "r@contoso.example", CalendarEnabled = true, Problem = "Text is removed." });
        await catalog.PutWorkspaceAsync(new WorkspaceRow { Mail = "s@contoso.example" });
        await catalog.PutDeviceAsync(new DeviceRow { Id = "bar", Link = DeviceLink.WebexCloud });
        await catalog.PutDeviceAsync(new DeviceRow { Id = "panel" });
        await catalog.PutDeviceAsync(new DeviceRow { Id = "panel-2" });
        await catalog.PutDeviceAsync(new DeviceRow { Id = "panel-3" });
        await new WorkspaceClaims(_store.Catalog).TakeAsync("r@contoso.example", "r@contoso.example", ["panel", "panel-2", "bar"]);
        await catalog.NoteDeviceProblemAsync("bar", "It does not answer.");
        await TellAsync("one", s_now, ["panel"]);
        await _table.PutButtonsAsync("r@contoso.example", new Dictionary<long, int> { [s_today] = 3, [s_today + 1] = 9 }, isAll: true, s_today);
        await _table.PutButtonsAsync("s@contoso.example", new Dictionary<long, int> { [s_today] = 2 }, isAll: true, s_today);
        (await _table.CountAsync(s_now)).ShouldBe(new OverviewCounts
        {
            UsersEnabled = 2, RoomsOn = 1, Rooms = 2, UsersWithProblem = 1, RoomsWithProblem = 1, CloudDevices = 1, Panels = 3, PanelsConnected = 1, PanelsAway = 1, DevicesWithProblem = 1,
            ButtonsToday = 5,
        });
    }

    [Fact]
    public async Task A_gateway_that_is_not_heard_of_has_no_devices()
    {
        await MakeAsync("a", "b", "c", "d", "e");
        await TellAsync("gone", s_now, ["a", "b", "c"]);
        await TellAsync("here", s_now, ["c", "d"]);
        await TellAsync("here", s_now.AddSeconds(40), ["c", "d", "e"], before: ["c", "d"]);
        (await _table.CountAsync(s_now.AddSeconds(40))).PanelsConnected.ShouldBe(5, "one with two streams is one");
        (await _table.CountAsync(s_now.AddSeconds(50))).PanelsConnected.ShouldBe(3);
    }

    [Fact]
    public async Task A_gateway_that_was_taken_for_gone_tells_all_of_its_devices_again()
    {
        await MakeAsync("a", "b", "c");
        await TellAsync("frozen", s_now, ["a", "b"]);
        await TellAsync("other", s_now.AddSeconds(60), ["c"]);
        await TellAsync("frozen", s_now.AddSeconds(61), ["a", "b"], before: ["a", "b"]);
        (await _table.CountAsync(s_now.AddSeconds(61))).PanelsConnected.ShouldBe(3);
        await TellAsync("frozen", s_now.AddSeconds(62), ["b"], before: ["a", "b"]);
        (await _table.CountAsync(s_now.AddSeconds(62))).PanelsConnected.ShouldBe(2);
    }

    [Fact]
    public async Task Devices_that_need_somebody_are_found_among_all()
    {
        var catalog = await MakeAsync("board", "hall", "off", "on", "stored");
        await catalog.PutDeviceAsync(new DeviceRow { Id = "board", Link = DeviceLink.WebexCloud });
        await catalog.PutDeviceAsync(new DeviceRow { Id = "bar", Link = DeviceLink.WebexCloud });
        await new WorkspaceClaims(_store!.Catalog).TakeAsync("r@contoso.example", "r@contoso.example", ["bar", "board", "off", "on", "hall"]);
        await catalog.NoteDeviceProblemAsync("board", "Webex knows no device with this id.");
        await TellAsync("gone", s_now, ["hall"]);
        await TellAsync("here", s_now.AddSeconds(60), ["on"]);

        var found = await catalog.ListDevicesAsync(new DeviceSearch { OnlyProblems = true }, s_now.AddSeconds(60), null, 10);

        found.Select(row => (row.Id, row.Problem, row.Connected, row.IsAway)).ShouldBe(
            [("board", "Webex knows no device with this id.", null, false), ("hall", null, false, true), ("off", null, false, true)]);
        var all = await catalog.ListDevicesAsync(new DeviceSearch(), s_now.AddSeconds(60), null, 10);
        all.Select(row => (row.Id, row.Connected)).ShouldBe([("bar", null), ("board", null), ("hall", false), ("off", false), ("on", true), ("stored", false)]);
        await catalog.NoteDeviceProblemAsync("board", null);
        (await catalog.ListDevicesAsync(new DeviceSearch { OnlyProblems = true, Text = "BOARD" }, s_now.AddSeconds(60), null, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Buttons_follow_the_rooms_lists()
    {
        await _table.PutButtonsAsync("r@contoso.example", new Dictionary<long, int> { [s_today - 1] = 4, [s_today] = 3, [s_today + 1] = 1 }, isAll: true, s_today - 1);
        await _table.PutButtonsAsync("r@contoso.example", new Dictionary<long, int> { [s_today] = 2, [s_today + 1] = 0 }, isAll: false, s_today);
        (await _table.CountAsync(s_now.AddDays(-1))).ButtonsToday.ShouldBe(0, "what is over is forgotten");
        (await _table.CountAsync(s_now)).ButtonsToday.ShouldBe(2);
        (await _table.CountAsync(s_now.AddDays(1))).ButtonsToday.ShouldBe(0);
        await _table.PutButtonsAsync("r@contoso.example", new Dictionary<long, int>(), isAll: true, s_today);
        (await _table.CountAsync(s_now)).ButtonsToday.ShouldBe(0);
    }

    [Fact]
    public async Task What_hosts_measured_adds_up()
    {
        var minute = s_now.ToUnixTimeSeconds() / 60;
        var second = LatencyClasses.Of(TimeSpan.FromSeconds(0.9));
        await _table.AddLatencyAsync([new LatencyCount(minute - 61, second, 5), new LatencyCount(minute, second, 2)], s_now);
        await _table.AddLatencyAsync([new LatencyCount(minute, second, 1), new LatencyCount(minute, LatencyClasses.Of(TimeSpan.FromMinutes(4)), 1)], s_now);
        var summary = await _table.ReadLatencyAsync(s_now.AddHours(-1));
        summary.Changes.ShouldBe(4);
        var only = summary.Minutes.ShouldHaveSingleItem();
        only.At.ShouldBe(s_now);
        only.Median.ShouldBeInRange(0.5, 1);
        only.P95.ShouldBeInRange(120, 300);
        await _table.AddLatencyAsync([new LatencyCount(minute + 90, second, 1)], s_now.AddMinutes(90));
        (await _table.ReadLatencyAsync(s_now.AddHours(-2))).Changes.ShouldBe(1, "what is old is forgotten");
    }

    private Task TellAsync(string gateway, DateTimeOffset now, string[] devices, string[]? before = null) =>
        _table.PutStreamsAsync(gateway, devices.ToHashSet(), (before ?? []).ToHashSet(), now);

    private async Task<Catalog> MakeAsync(params string[] panels)
    {
        var catalog = new Catalog(_store!.Catalog, await _store.MakeSealAsync());
        foreach (var id in panels)
            await catalog.PutDeviceAsync(new DeviceRow { Id = id });
        return catalog;
    }
}
