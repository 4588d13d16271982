using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>A cloud device that takes its time holds up nobody, and ends with the latest list.</summary>
public sealed class SlowDeviceTests : IAsyncLifetime
{
    private const string One = """{"Bookings":[{"Id":"one"}]}""";
    private const string Two = """{"Bookings":[{"Id":"two"}]}""";
    private const string Three = """{"Bookings":[{"Id":"three"}]}""";
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public SlowDeviceTests() => _gateway = new GatewayHost { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Lists_are_taken_while_a_delivery_is_under_way_and_the_latest_is_delivered_next()
    {
        var device = await MakeAsync("slow");
        await device.Show(One);
        var first = await _webex.NextPutAsync();

        await device.Show(Two).WaitAsync(GatewayHost.Deadline);
        await device.Show(Three).WaitAsync(GatewayHost.Deadline);

        _webex.HasUnseenPuts.ShouldBeFalse("one call at a time");
        first.BookingsJson.ShouldBe(One);
        first.Deliver();
        var next = await _webex.NextPutAsync();
        next.BookingsJson.ShouldBe(Three);
        (await device.GetStatus())!.ConfirmedVersion.ShouldBe(0);
        next.Deliver();
        await ConfirmsAsync(device, 3);
        _webex.HasUnseenPuts.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_under_way_when_the_device_lost_its_list_proves_nothing()
    {
        var device = await MakeAsync("lost");
        await device.Show(One);
        var first = await _webex.NextPutAsync();
        await device.SyncRequired().WaitAsync(GatewayHost.Deadline);
        first.Deliver();

        var again = await _webex.NextPutAsync();

        again.BookingsJson.ShouldBe(One);
        (await device.GetStatus())!.ConfirmedVersion.ShouldBe(0);
        again.Deliver();
        await ConfirmsAsync(device, 1);
    }

    [Fact]
    public async Task A_list_that_went_to_another_device_is_sent_to_the_right_one()
    {
        var device = await MakeAsync("moved");
        await device.Show(One);
        var first = await _webex.NextPutAsync();
        await device.Configure(Settings("another")).WaitAsync(GatewayHost.Deadline);
        first.Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.DeviceUnknown));

        var right = await _webex.NextPutAsync();

        (right.WebexId, right.BookingsJson).ShouldBe(("another", One));
        right.Deliver();
        await ConfirmsAsync(device, 1);
        (await device.GetStatus())!.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_device_that_does_not_tell_how_long_it_runs_is_given_lists_meanwhile()
    {
        var device = await MakeAsync("silent");
        await device.Show(One);
        (await _webex.NextPutAsync()).Deliver();
        await ConfirmsAsync(device, 1);
        await device.Verify();
        var asked = await _webex.NextUptimeAsync();

        await device.Show(Two).WaitAsync(GatewayHost.Deadline);

        var second = await _webex.NextPutAsync();
        second.Deliver();
        await ConfirmsAsync(device, 2);
        asked.SetResult(TimeSpan.Zero);
    }

    private async Task<IDeviceGrain> MakeAsync(string id)
    {
        var device = _gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id));
        await device.Configure(Settings(id));
        return device;
    }

    private static DeviceSettings Settings(string webexId) => new() { DisplayName = webexId, Link = DeviceLink.WebexCloud, WebexDeviceId = webexId };

    private static async Task ConfirmsAsync(IDeviceGrain device, long version)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await device.GetStatus())!.ConfirmedVersion != version)
            await Task.Delay(10, deadline.Token);
    }
}
