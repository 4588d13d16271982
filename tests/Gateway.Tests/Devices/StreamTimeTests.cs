using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>What a stream does as time goes by, with a clock that the test moves.</summary>
public sealed class StreamTimeTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public StreamTimeTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_heartbeat_tells_the_time_every_15_seconds()
    {
        var (_, token) = await _gateway.MakeDeviceAsync("beats");
        await using var stream = await DeviceClient.OpenAsync(_gateway, "beats", token);
        await stream.NextNewsAsync();
        var beat = await AdvanceUntilNextAsync(stream);
        beat.EventType.ShouldBe("heartbeat");
        var begin = new DateTimeOffset(2027, 1, 4, 8, 0, 15, TimeSpan.Zero);
        DateTimeOffset.Parse(beat.Data, null).ShouldBeInRange(begin, begin.AddSeconds(10), "the clock may have moved while the timer was set");
    }

    [Fact]
    public async Task The_lease_is_renewed_for_as_long_as_the_stream_is_open()
    {
        var (device, token) = await _gateway.MakeDeviceAsync("stays");
        await using var stream = await DeviceClient.OpenAsync(_gateway, "stays", token);
        await stream.NextNewsAsync();
        for (var beats = 0; beats < 3 * DeviceLease.Length.TotalSeconds / 15; beats++)
            await AdvanceUntilNextAsync(stream);
        await device.Show("""{"Bookings":[{"Id":"late"}]}""");
        (await stream.NextNewsAsync()).EventId.ShouldBe("1");
    }

    [Fact]
    public async Task The_list_itself_says_when_an_alert_is_due()
    {
        var (device, token) = await _gateway.MakeDeviceAsync("listed");
        await using var stream = await DeviceClient.OpenAsync(_gateway, "listed", token);
        await stream.NextNewsAsync();
        await device.Show("""{"Bookings":[{"Id":"one","Protocol":"SIP","Time":{"StartTime":"2027-01-04T08:07:00Z","StartTimeBuffer":300,"Duration":30}}]}""");
        (await stream.NextNewsAsync()).EventId.ShouldBe("1");
        var item = await AdvanceUntilNextAsync(stream);
        while (item.EventType == "heartbeat")
            item = await AdvanceUntilNextAsync(stream);
        (item.EventType, item.Data).ShouldBe(("alert", """{"bookingId":"one","dueAt":"2027-01-04T08:02:00Z"}"""));
        _time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(new DateTimeOffset(2027, 1, 4, 8, 2, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Streams_end_at_once_when_the_gateway_stops()
    {
        var (_, token) = await _gateway.MakeDeviceAsync("stops");
        await using var stream = await DeviceClient.OpenAsync(_gateway, "stops", token);
        await stream.NextNewsAsync();
        await _gateway.App.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));
        (await stream.NextAsync()).ShouldBeNull();
    }

    /// <summary>
    /// The stream sets its timer a moment after it wrote: the clock moves in small steps until the timer has fired. One that was set while the
    /// clock moved is due a little later.
    /// </summary>
    private async Task<System.Net.ServerSentEvents.SseItem<string>> AdvanceUntilNextAsync(DeviceClient stream)
    {
        var next = stream.NextAsync();
        var end = _time.GetUtcNow() + TimeSpan.FromSeconds(15);
        while (!next.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(next, Task.Delay(_time.GetUtcNow() < end ? 5 : 500));
        }
        return (await next).ShouldNotBeNull();
    }
}
