#if !ORLEANS
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>Who remembers, over a crash, that a list is to be delivered: the call that brought it, and then a reminder (docs/decisions/024).</summary>
public sealed class DeliveryMemoryTests : IAsyncLifetime
{
    private const string One = """{"Bookings":[{"Id":"one"}]}""";
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public DeliveryMemoryTests() => _gateway = new GatewayHost { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_list_that_is_delivered_within_the_call_needs_no_reminder()
    {
        const int Lists = 10;
        Execute(_gateway.Folder, "grains.db", """
            CREATE TABLE registered (name TEXT);
            CREATE TRIGGER on_registered AFTER INSERT ON reminder WHEN NEW.name = 'delivery' BEGIN INSERT INTO registered VALUES (NEW.name); END
            """);
        var device = await MakeAsync();
        for (var number = 0; number < Lists; number++)
        {
            var showing = device.Show($$$"""{"Bookings":[{"Id":"{{{number}}}"}]}""");
            (await _webex.NextPutAsync()).Deliver();
            await showing.WaitAsync(GatewayHost.Deadline);
        }

        await ConfirmsAsync(device, Lists);
        // On a slow machine one may take longer than a call waits.
        ((long)Execute(_gateway.Folder, "grains.db", "SELECT COUNT(*) FROM registered")!).ShouldBeLessThan(Lists);
    }

    [Fact]
    public async Task A_call_that_ends_before_the_delivery_leaves_a_reminder_until_it_is_delivered()
    {
        var device = await MakeAsync();
        await device.Show(One).WaitAsync(GatewayHost.Deadline);
        CountReminders(_gateway.Folder).ShouldBe(1);

        (await _webex.NextPutAsync()).Deliver();

        await ConfirmsAsync(device, 1);
        await EventuallyAsync(() => CountReminders(_gateway.Folder) == 0);
    }

    [Fact]
    public async Task A_device_that_is_busy_leaves_a_reminder_at_once()
    {
        var device = await MakeAsync();
        var showing = device.Show(One);

        (await _webex.NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy, TimeSpan.FromHours(1)));

        await showing.WaitAsync(GatewayHost.Deadline);
        CountReminders(_gateway.Folder).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_crash_interrupts_is_delivered_when_the_room_shows_the_same_list_again()
    {
        var device = await MakeAsync();
        var showing = device.Show(One);
        var lost = await _webex.NextPutAsync();

        await using var after = await CrashAsync(TimeProvider.System);
        var again = Device(after).Show(One);

        var put = await _webex.NextPutAsync();
        put.BookingsJson.ShouldBe(One);
        put.Deliver();
        await again.WaitAsync(GatewayHost.Deadline);
        await ConfirmsAsync(Device(after), 1);
        lost.Deliver();
        await showing;
    }

    [Fact]
    public async Task What_a_crash_interrupts_after_the_call_is_delivered_by_the_reminder()
    {
        var device = await MakeAsync();
        await device.Show(One).WaitAsync(GatewayHost.Deadline);
        var lost = await _webex.NextPutAsync();

        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var after = await CrashAsync(time);
        await EventuallyAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            return _webex.HasUnseenPuts;
        });

        var put = await _webex.NextPutAsync();
        put.BookingsJson.ShouldBe(One);
        put.Deliver();
        await ConfirmsAsync(Device(after), 1);
        lost.Deliver();
    }

    [Fact]
    public async Task What_a_crash_interrupts_while_a_room_looks_by_itself_is_delivered_when_the_room_looks_after_the_start()
    {
        var device = await MakeAsync();
        await MakeRoomAsync();
        var showing = device.Show(One);
        var lost = await _webex.NextPutAsync();

        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var after = await CrashAsync(time);
        await EventuallyAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return _webex.HasUnseenPuts;
        });

        (await _webex.NextPutAsync()).Deliver();
        lost.Deliver();
        await showing;
    }

    /// <summary>Another gateway begins with what was on disk at this moment.</summary>
    private async Task<GatewayHost> CrashAsync(TimeProvider time)
    {
        var after = new GatewayHost(time) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex), Fill = CopyTo };
        await after.InitializeAsync();
        return after;
    }

    private void CopyTo(string folder)
    {
        foreach (var database in new[] { "grains.db", "catalog.db" })
            Execute(_gateway.Folder, database, $"VACUUM INTO '{Path.Combine(folder, database)}'");
        File.Copy(Path.Combine(_gateway.Folder, "master.key"), Path.Combine(folder, "master.key"));
    }

    private async Task<IDeviceGrain> MakeAsync()
    {
        await Device(_gateway).Configure(new DeviceSettings { DisplayName = "Rila", Link = DeviceLink.WebexCloud, WebexDeviceId = "rila" });
        return Device(_gateway);
    }

    /// <summary>Returns when the device shows the room's empty list, so that a look finds nothing new.</summary>
    private async Task MakeRoomAsync()
    {
        var room = _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room("rila@contoso.example"));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true, Devices = ["rila"] })).ShouldBeNull();
        (await _webex.NextPutAsync()).Deliver();
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).LastReconciled is not null);
        await ConfirmsAsync(Device(_gateway), 1);
    }

    private static IDeviceGrain Device(GatewayHost gateway) => gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("rila"));

    private static long CountReminders(string folder) => (long)Execute(folder, "grains.db", "SELECT COUNT(*) FROM reminder WHERE name = 'delivery'")!;

    private static object? Execute(string folder, string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static Task ConfirmsAsync(IDeviceGrain device, long version) => EventuallyAsync(async () => (await device.GetStatus())!.ConfirmedVersion == version);

    private static Task EventuallyAsync(Func<bool> isSo) => EventuallyAsync(() => Task.FromResult(isSo()));

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(10, deadline.Token);
    }
}
#endif
