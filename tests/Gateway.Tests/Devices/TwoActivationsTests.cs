#if !ORLEANS
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>
/// Another activation of a device's grain, on a silo that took this one for dead, delivered a newer list meanwhile: what this one still sends,
/// when it wakes or its turn comes, must not be what the device shows in the end.
/// </summary>
public sealed class TwoActivationsTests : IAsyncLifetime
{
    private const string Old = """{"Bookings":[{"Id":"old"}]}""";
    private const string New = """{"Bookings":[{"Id":"new"}]}""";
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public TwoActivationsTests() => _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task An_old_list_is_not_sent_after_a_pause()
    {
        var device = await MakeAsync("pause");
        await device.Show(Old);
        (await _webex.NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy, RetryAfter: TimeSpan.FromSeconds(30)));
        await WriteAsOtherAsync("pause", confirmed: 1);

        var put = _webex.NextPutAsync();
        while (!put.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(put, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        (await put).BookingsJson.ShouldBe(New);
        (await put).Deliver();
    }

    [Fact]
    public async Task Nothing_is_sent_after_a_pause_when_the_other_one_has_delivered()
    {
        var device = await MakeAsync("done");
        await device.Show(Old);
        (await _webex.NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy, RetryAfter: TimeSpan.FromSeconds(30)));
        await WriteAsOtherAsync("done", confirmed: 2);

        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await device.GetStatus())!.List.Version == 1)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20, deadline.Token);
        }

        (await device.GetStatus())!.ConfirmedVersion.ShouldBe(2);
        _webex.HasUnseenPuts.ShouldBeFalse();
    }

    [Fact]
    public async Task An_old_list_that_was_on_its_way_is_followed_by_the_newest()
    {
        var device = await MakeAsync("way");
        await device.Show(Old);
        var old = await _webex.NextPutAsync();
        await WriteAsOtherAsync("way", confirmed: 2);
        old.Deliver();

        var again = await _webex.NextPutAsync();

        again.BookingsJson.ShouldBe(New);
        again.Deliver();
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await device.GetStatus())!.ConfirmedVersion != 2)
            await Task.Delay(10, deadline.Token);
    }

    [Theory]
    [InlineData(DeliveryStatus.Delivered)]
    [InlineData(DeliveryStatus.Busy)]
    public async Task Who_wrote_second_ends_when_it_has_sent_the_newest_list_and_tells_its_streams(DeliveryStatus status)
    {
        var device = await MakeAsync("ends");
        var stream = new MovedStream();
        var token = await device.Activate((await device.CreateActivationCode()).Code);
        (await device.Subscribe(_gateway.Grains.CreateObjectReference<IDeviceObserver>(stream), token!)).ShouldNotBeNull();
        await device.Show(Old);
        var old = await _webex.NextPutAsync();
        await WriteAsOtherAsync("ends", confirmed: 2);
        old.Deliver();
        var again = await _webex.NextPutAsync();
        stream.Moves.IsCompleted.ShouldBeFalse("what it sends again is not there yet");

        again.Outcome.SetResult(new DeliveryOutcome(status));

        await stream.Moves.WaitAsync(GatewayHost.LongDeadline, TestContext.Current.CancellationToken);
        if (status == DeliveryStatus.Delivered)
            (await device.GetStatus())!.ConfirmedVersion.ShouldBe(2);
        // The runtime would not keep it alive.
        GC.KeepAlive(stream);
    }

    private async Task<IDeviceGrain> MakeAsync(string id)
    {
        var device = _gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id));
        await device.Configure(Settings(id));
        return device;
    }

    private Task WriteAsOtherAsync(string id, long confirmed)
    {
        var state = new DeviceState { Settings = Settings(id), List = new DeviceList(2, New), ConfirmedVersion = confirmed };
        var json = _gateway.App.Services.GetRequiredService<SystemTextJsonGrainStorageSerializer>().Serialize(state);
        return new StoredDevice(_gateway.Folder, id).WriteAsync(json.ToString());
    }

    private static DeviceSettings Settings(string id) => new() { DisplayName = "Rila", Link = DeviceLink.WebexCloud, WebexDeviceId = id };

    private sealed class MovedStream : IDeviceObserver
    {
        private readonly TaskCompletionSource _moves = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Moves => _moves.Task;

        public Task Show(DeviceList list) => Task.CompletedTask;

        public Task Alert(JoinAlert alert) => Task.CompletedTask;

        public Task Revoked() => Task.CompletedTask;

        public Task Moved()
        {
            _moves.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
#endif
