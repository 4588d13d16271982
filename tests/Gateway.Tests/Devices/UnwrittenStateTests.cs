#if !ORLEANS
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>Alerts and deliveries interleave with writes: nothing is sent that a write which fails takes back, and nothing twice.</summary>
public sealed class UnwrittenStateTests : IAsyncLifetime
{
    private const string One = """{"Bookings":[{"Id":"one"}]}""";
    private const string Two = """{"Bookings":[{"Id":"two"}]}""";
    private const string Three = """{"Bookings":[{"Id":"three"}]}""";

    /// <summary>Longer than the pause after one failure, and too short for the activation to doubt that it is the only one.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public UnwrittenStateTests() => _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    private IDeviceGrain Device => _gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("rila"));

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        await Device.Configure(Settings("rila"));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_list_whose_write_fails_is_not_on_the_device()
    {
        await ShowAndConfirmAsync(One);
        using (var writes = new HeldWrites(_gateway.Folder))
        {
            var showing = Device.Show(Two);
            await AlertAsync();
            writes.Refuse();
            await Should.ThrowAsync<Exception>(showing);
        }

        // The room's calendar goes back before the room tries again.
        await Device.Show(One);

        _webex.HasUnseenPuts.ShouldBeFalse();
        await ShowAndConfirmAsync(Three);
    }

    [Fact]
    public async Task A_device_whose_settings_are_not_stored_is_sent_nothing()
    {
        await ShowAndConfirmAsync(One);
        using (var writes = new HeldWrites(_gateway.Folder))
        {
            var configuring = Device.Configure(Settings("another"));
            await AlertAsync();
            writes.Refuse();
            await Should.ThrowAsync<Exception>(configuring);
        }

        await Device.Show(One);

        _webex.HasUnseenPuts.ShouldBeFalse();
        await ShowAndConfirmAsync(Three);
    }

    [Fact]
    public async Task A_list_whose_confirmation_is_being_stored_is_not_sent_again()
    {
        await ShowToBusyAsync(One);
        using (var writes = new HeldWrites(_gateway.Folder))
        {
            var confirming = Device.Confirm(1);
            await AlertAsync();
            _time.Advance(s_pause);
            await AlertAsync();
            writes.Release();
            await confirming;
        }

        await Device.Show(One);

        _webex.HasUnseenPuts.ShouldBeFalse();
        (await Device.GetStatus())!.ConfirmedVersion.ShouldBe(1);
        await ShowAndConfirmAsync(Three);
    }

    [Fact]
    public async Task A_delivery_that_comes_due_during_a_write_is_made_after_it()
    {
        await ShowToBusyAsync(One);
        using (var writes = new HeldWrites(_gateway.Folder))
        {
            var coding = Device.CreateActivationCode();
            await AlertAsync();
            _time.Advance(s_pause);
            await AlertAsync();
            _webex.HasUnseenPuts.ShouldBeFalse();
            writes.Release();
            await coding;
        }

        var put = await _webex.NextPutAsync();

        put.BookingsJson.ShouldBe(One);
        put.Deliver();
        await ConfirmsAsync();
    }

    /// <summary>As a room's timer does while it waits for another call. Several, so that what the first one sets off has come when the last one ends.</summary>
    private async Task AlertAsync()
    {
        for (var times = 0; times < 20; times++)
            await Device.Alert(new JoinAlert("one", _time.GetUtcNow())).WaitAsync(GatewayHost.Deadline);
    }

    private async Task ShowAndConfirmAsync(string list)
    {
        var showing = Device.Show(list);
        var put = await _webex.NextPutAsync();
        (put.WebexId, put.BookingsJson).ShouldBe(("rila", list));
        put.Deliver();
        await showing.WaitAsync(GatewayHost.Deadline);
        await ConfirmsAsync();
    }

    /// <summary>What came of it is noted when the call that shows the list once more ends.</summary>
    private async Task ShowToBusyAsync(string list)
    {
        var showing = Device.Show(list);
        (await _webex.NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy));
        await showing.WaitAsync(GatewayHost.Deadline);
        await Device.Show(list).WaitAsync(GatewayHost.Deadline);
    }

    private async Task ConfirmsAsync()
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (await Device.GetStatus() is { } status && status.ConfirmedVersion != status.List.Version)
            await Task.Delay(10, deadline.Token);
    }

    private static DeviceSettings Settings(string webexId) => new() { DisplayName = "Rila", Link = DeviceLink.WebexCloud, WebexDeviceId = webexId };
}
#endif
