#if !ORLEANS
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>What a device was shown after the backup is unknown after the restore, and goes all the same.</summary>
public sealed class RestoredDeviceTests : IAsyncLifetime
{
    private const string One = """{"Bookings":[{"Id":"one"}]}""";
    private const string Two = """{"Bookings":[{"Id":"one"},{"Id":"two"}]}""";
    private static readonly string[] s_databases = ["grains.db", "catalog.db"];
    private readonly HeldWebex _webex = new();
    private readonly DirectoryInfo _backup = Directory.CreateTempSubdirectory("backup-");
    private readonly GatewayHost _gateway;

    public RestoredDeviceTests() => _gateway = new GatewayHost { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _backup.Delete(recursive: true);
    }

    [Fact]
    public async Task A_device_is_sent_the_list_of_the_backup_although_it_had_confirmed_it()
    {
        await ShowAsync(One);
        BackUp();
        await ShowAsync(Two);

        await using var after = await RestoreAsync();
        var showing = Device(after).Show(One);

        var put = await _webex.NextPutAsync();
        put.BookingsJson.ShouldBe(One);
        put.Deliver();
        await showing.WaitAsync(GatewayHost.Deadline);
    }

    [Fact]
    public async Task No_version_is_given_twice()
    {
        await ShowAsync(One);
        BackUp();
        await ShowAsync(Two);
        var given = await VersionAsync(_gateway);

        await using var after = await RestoreAsync();
        var showing = Device(after).Show(One);
        (await _webex.NextPutAsync()).Deliver();
        await showing.WaitAsync(GatewayHost.Deadline);

        var first = await VersionAsync(after);
        first.ShouldBeGreaterThan(given);
        await ConfirmsAsync(after, first);
        // Once is enough: the same list is no news any more, and other lists are counted one by one.
        await Device(after).Show(One).WaitAsync(GatewayHost.Deadline);
        (await VersionAsync(after)).ShouldBe(first);
        showing = Device(after).Show(Two);
        (await _webex.NextPutAsync()).Deliver();
        await showing.WaitAsync(GatewayHost.Deadline);
        (await VersionAsync(after)).ShouldBe(first + 1);
    }

    [Fact]
    public async Task A_start_without_a_restore_sends_nothing_twice()
    {
        await ShowAsync(One);

        await using var after = await StartAsync(folder => Copy(_gateway.Folder, folder));
        await Device(after).Show(One).WaitAsync(GatewayHost.Deadline);

        (await VersionAsync(after)).ShouldBe(1);
        _webex.HasUnseenPuts.ShouldBeFalse();
    }

    private async Task ShowAsync(string list)
    {
        var device = Device(_gateway);
        if (await device.GetStatus() is null)
            await device.Configure(new DeviceSettings { DisplayName = "Rila", Link = DeviceLink.WebexCloud, WebexDeviceId = "rila" });
        var showing = device.Show(list);
        (await _webex.NextPutAsync()).Deliver();
        await showing.WaitAsync(GatewayHost.Deadline);
        await ConfirmsAsync(_gateway, await VersionAsync(_gateway));
    }

    /// <summary>As docs/operations.md tells.</summary>
    private void BackUp()
    {
        Copy(_gateway.Folder, _backup.FullName);
        Execute(_backup.FullName, "catalog.db", "UPDATE restores SET identity = 'backup'");
    }

    private Task<GatewayHost> RestoreAsync() => StartAsync(folder => Copy(_backup.FullName, folder));

    private async Task<GatewayHost> StartAsync(Action<string> fill)
    {
        var after = new GatewayHost(TimeProvider.System) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex), Fill = fill };
        await after.InitializeAsync();
        return after;
    }

    private static void Copy(string from, string to)
    {
        foreach (var database in s_databases)
            Execute(from, database, $"VACUUM INTO '{Path.Combine(to, database)}'");
        File.Copy(Path.Combine(from, "master.key"), Path.Combine(to, "master.key"));
    }

    private static void Execute(string folder, string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static IDeviceGrain Device(GatewayHost gateway) => gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("rila"));

    private static async Task<long> VersionAsync(GatewayHost gateway) => (await Device(gateway).GetStatus())!.List.Version;

    private static async Task ConfirmsAsync(GatewayHost gateway, long version)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await Device(gateway).GetStatus())!.ConfirmedVersion != version)
            await Task.Delay(10, deadline.Token);
    }
}
#endif
