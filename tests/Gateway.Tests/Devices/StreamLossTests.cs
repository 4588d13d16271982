using System.Globalization;
using System.Net.ServerSentEvents;
using HybridCalendar.Gateway.Devices;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Runtime.Tests.Hosts;
using NSubstitute;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>What a stream does while its device's grain answers nothing, as after the loss of a silo.</summary>
public sealed class StreamLossTests
{
    private static readonly DateTimeOffset s_begin = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DeviceList s_list = new(1, """
        {"Bookings":[{"Id":"one","Protocol":"SIP","Time":{"StartTime":"2027-01-04T08:05:40Z","StartTimeBuffer":300,"Duration":30,"EndTimeBuffer":0}}]}
        """);
    private readonly FakeTime _time = new(s_begin);
    private readonly IDeviceGrain _device = Substitute.For<IDeviceGrain>();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();

    private readonly List<SseItem<string>> _read = [];
    private Task<IReadOnlyList<SseItem<string>>?>? _next;
    private long _version = -1;

    [Fact]
    public async Task An_alert_comes_while_a_renewal_hangs()
    {
        _device.Subscribe(null!, null!).ReturnsForAnyArgs(Task.FromResult<DeviceList?>(s_list), new TaskCompletionSource<DeviceList?>().Task);
        await using var stream = Open();

        await ReadUntilAsync(stream, () => _read.Exists(item => item.EventType == "alert"));

        Calls.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_stream_outlives_a_renewal_that_fails_and_ends_with_its_lease()
    {
        _device.Subscribe(null!, null!).ReturnsForAnyArgs(
            _ => Task.FromResult<DeviceList?>(s_list), _ => Task.FromException<DeviceList?>(new TimeoutException("No answer.")));
        await using var stream = Open();

        await ReadUntilAsync(stream, () => Calls >= 3);

        await Should.ThrowAsync<TimeoutException>(() => ReadUntilAsync(stream, () => false));
        (_time.GetUtcNow() - s_begin).ShouldBeGreaterThanOrEqualTo(DeviceLease.Length);
    }

    /// <summary>A new activation of the grain, on another silo, knows of nobody before that.</summary>
    [Fact]
    public async Task A_subscription_is_renewed_every_ten_seconds()
    {
        _device.Subscribe(null!, null!).ReturnsForAnyArgs(_ => Task.FromResult<DeviceList?>(s_list));
        await using var stream = Open();

        await ReadUntilAsync(stream, () => _time.GetUtcNow() - s_begin > 3 * DeviceLease.Renewal && Calls >= 4);

        (_time.GetUtcNow() - s_begin).ShouldBeLessThan(6 * DeviceLease.Renewal, "the clock may have moved while the timer was set");
    }

    [Fact]
    public async Task A_stream_opens_though_a_silo_takes_its_first_call_with_it()
    {
        _device.Subscribe(null!, null!).ReturnsForAnyArgs(new TaskCompletionSource<DeviceList?>().Task, Task.FromResult<DeviceList?>(s_list));
        await using var stream = Open();
        var first = stream.NextAsync(-1, TestContext.Current.CancellationToken);
        first.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));

        (await first.WaitAsync(GatewayHost.LongDeadline, TestContext.Current.CancellationToken)).ShouldNotBeNull()[0].EventId.ShouldBe("1");
    }

    [Fact]
    public async Task A_list_that_got_lost_comes_with_the_first_renewal_that_succeeds()
    {
        _device.Subscribe(null!, null!).ReturnsForAnyArgs(
            _ => Task.FromResult<DeviceList?>(s_list),
            _ => Task.FromException<DeviceList?>(new TimeoutException("No answer.")),
            _ => Task.FromResult<DeviceList?>(s_list with { Version = 2 }));
        await using var stream = Open();

        await ReadUntilAsync(stream, () => _version == 2);

        _read.Where(item => item.EventType == "bookings").Select(item => item.EventId).ShouldBe(["1", "2"]);
    }

    private int Calls => _device.ReceivedCalls().Count();

    private DeviceStream Open() => new(_grains, new SafeCalls(new LostSilos(), _time), _device, "token", _time);

    /// <summary>Reads, and moves the clock while nothing comes; slowly after two minutes of it, in which the stream may have fallen behind.</summary>
    private async Task ReadUntilAsync(DeviceStream stream, Func<bool> isEnough)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!isEnough())
        {
            deadline.Token.ThrowIfCancellationRequested();
            _next ??= stream.NextAsync(_version, CancellationToken.None);
            if (!_next.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(_next, Task.Delay(_time.GetUtcNow() - s_begin < TimeSpan.FromMinutes(2) ? 5 : 500));
                continue;
            }
            foreach (var item in (await _next).ShouldNotBeNull())
            {
                _read.Add(item);
                _version = item.EventId is { } id ? long.Parse(id, CultureInfo.InvariantCulture) : _version;
            }
            _next = null;
        }
    }
}
