using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class SlowAlertsTests
{
    private const string Device = "panel";
    private static readonly JoinAlert s_alert = new("one", new DateTimeOffset(2027, 1, 4, 8, 55, 0, TimeSpan.Zero));
    private readonly SlowAlerts _slow = new();
    private readonly List<TaskCompletionSource> _calls = [];

    [Fact]
    public async Task A_device_that_answers_late_is_called_once()
    {
        var first = GiveAsync(s_alert);
        var second = GiveAsync(s_alert);
        second.IsCompleted.ShouldBeFalse();

        _calls[0].SetResult();

        await first;
        await second;
        await GiveAsync(s_alert);
        _calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_failed_is_made_again()
    {
        var first = GiveAsync(s_alert);
        _calls[0].SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(() => first);

        GiveAsync(s_alert).IsCompleted.ShouldBeFalse();

        _calls.Count.ShouldBe(2);
    }

    [Fact]
    public void Each_device_and_each_alert_has_a_call_of_its_own()
    {
        Give(s_alert);
        Give(s_alert with { BookingId = "two" });
        Give(s_alert, "other");

        _calls.Count.ShouldBe(3);
    }

    [Fact]
    public void Only_calls_of_alerts_that_are_still_to_be_given_are_kept()
    {
        var other = s_alert with { BookingId = "two" };
        Give(s_alert);
        Give(other);

        _slow.Keep([s_alert]);

        Give(s_alert);
        _calls.Count.ShouldBe(2);
        Give(other);
        _calls.Count.ShouldBe(3);
    }

    private void Give(JoinAlert alert, string device = Device) => _ = GiveAsync(alert, device);

    private Task GiveAsync(JoinAlert alert, string device = Device) => _slow.GiveAsync(device, alert, () =>
    {
        _calls.Add(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _calls[^1].Task;
    });
}
