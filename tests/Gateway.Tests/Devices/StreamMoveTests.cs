#if !ORLEANS
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;
using Orleans.Storage;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>A grain whose activation ends tells its streams, and its next activation knows them. The clock stands: no lease is due.</summary>
public sealed class StreamMoveTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new(new FakeTime(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero)));

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_stream_follows_its_grain_at_once()
    {
        const string Id = "follows";
        var (device, token) = await _gateway.MakeDeviceAsync(Id);
        await using var stream = await DeviceClient.OpenAsync(_gateway, Id, token);
        await stream.NextNewsAsync();

        // As another activation, whose write comes first, would: this one ends with its own.
        await new StoredDevice(_gateway.Folder, Id).TouchAsync();
        await Should.ThrowAsync<InconsistentStateException>(() => device.Show("""{"Bookings":[]}"""));
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await device.GetStatus())!.Subscribers == 0)
            await Task.Delay(10, deadline.Token);

        const string List = """{"Bookings":[{"Id":"one"}]}""";
        await device.Show(List);
        (await stream.NextNewsAsync()).Data.ShouldBe(List);
    }
}
#endif
