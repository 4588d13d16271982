using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class MissedAlertsTests
{
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 8, 55, 0, TimeSpan.Zero);
    private static readonly JoinAlert s_one = new("one", s_now);
    private static readonly JoinAlert s_two = new("two", s_now);
    private readonly MissedAlerts _missed = new(new Jitter(new Random(1)));

    [Fact]
    public void Only_devices_that_missed_an_alert_and_still_stand_in_the_room_are_told_again()
    {
        _missed.DevicesOf(s_one, ["a", "b"]).ShouldBe(["a", "b"]);
        _missed.Note([(s_one, ["b", "c"])], [s_one], s_now);
        _missed.DevicesOf(s_one, ["a", "b"]).ShouldBe(["b"]);
        _missed.DevicesOf(s_two, ["a", "b"]).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Pauses_grow_to_half_a_minute()
    {
        var now = s_now;
        for (var failures = 1; failures <= 12; failures++)
        {
            _missed.Note([(s_one, ["a"])], [s_one], now);
            var pause = _missed.AgainAt!.Value - now;
            pause.ShouldBeInRange(TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, failures - 1)) / 2), TimeSpan.FromSeconds(30));
            _missed.PutOff(now).ShouldBe([s_one]);
            now += pause;
            _missed.PutOff(now).ShouldBeEmpty();
            _missed.AgainAt.ShouldBeNull("it is being told");
        }
    }

    [Fact]
    public void An_alert_that_fails_does_not_wait_longer_because_another_is_given()
    {
        _missed.Note([(s_one, ["a"])], [s_one], s_now);
        var at = _missed.AgainAt;
        _missed.Note([(s_two, [])], [s_one], s_now.AddMilliseconds(100));
        _missed.AgainAt.ShouldBe(at);
    }

    [Fact]
    public void What_all_have_heard_or_is_over_is_forgotten()
    {
        _missed.Note([(s_one, ["a"]), (s_two, ["a"])], [s_one, s_two], s_now);
        _missed.Note([(s_one, [])], [s_two], s_now);
        _missed.Alerts.ShouldBe([s_two]);
        _missed.Note([], [], s_now.AddHours(1));
        _missed.Alerts.ShouldBeEmpty();
        _missed.AgainAt.ShouldBeNull();
    }
}
