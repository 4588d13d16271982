using HybridCalendar.Gateway.Devices;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Tests.Devices;

public sealed class StreamAlertsTests
{
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_due = s_start.AddMinutes(-5);
    private readonly StreamAlerts _alerts = new();

    [Fact]
    public void An_alert_of_the_list_is_given_once_at_its_time()
    {
        _alerts.Follow(List(Booking("one")));
        _alerts.NextAt(s_due.AddHours(-1)).ShouldBe(s_due);
        _alerts.GiveDue(s_due.AddTicks(-1)).ShouldBeEmpty();
        _alerts.GiveDue(s_due).ShouldBe([new JoinAlert("one", s_due)]);
        _alerts.GiveDue(s_due.AddSeconds(1)).ShouldBeEmpty();
        _alerts.NextAt(s_due.AddSeconds(1)).ShouldBeNull();
    }

    [Fact]
    public void What_the_grain_has_told_is_not_given_again()
    {
        _alerts.Follow(List(Booking("one")));
        _alerts.Give(new JoinAlert("one", s_due)).ShouldBeTrue();
        _alerts.GiveDue(s_due).ShouldBeEmpty();
        _alerts.Give(new JoinAlert("one", s_due)).ShouldBeFalse();
    }

    [Fact]
    public void The_same_list_again_brings_no_alert_again_and_a_moved_meeting_does()
    {
        _alerts.Follow(List(Booking("one")));
        _alerts.GiveDue(s_due).Count.ShouldBe(1);
        _alerts.Follow(List(Booking("one")));
        _alerts.GiveDue(s_due).ShouldBeEmpty();
        _alerts.Follow(List(Booking("one", minutesLater: 1)));
        _alerts.GiveDue(s_due.AddMinutes(1)).ShouldBe([new JoinAlert("one", s_due.AddMinutes(1))]);
    }

    [Theory]
    [InlineData("None", 0)]
    [InlineData("SIP", 36 * 60)]
    public void Nothing_to_dial_and_a_meeting_that_is_over_are_no_alerts(string protocol, int secondsLater)
    {
        _alerts.Follow(List(Booking("one", protocol: protocol)));
        _alerts.GiveDue(s_due.AddSeconds(secondsLater)).ShouldBeEmpty();
        _alerts.NextAt(s_due.AddSeconds(secondsLater)).ShouldBeNull();
    }

    private static DeviceList List(string booking) => new(1, $$"""{"Bookings":[{{booking}}]}""");

    private static string Booking(string id, int minutesLater = 0, string protocol = "SIP") => $$$"""
        {"Id":"{{{id}}}","Protocol":"{{{protocol}}}",
         "Time":{"StartTime":"{{{s_start.AddMinutes(minutesLater):yyyy-MM-ddTHH:mm:ssZ}}}","StartTimeBuffer":300,"Duration":30,"EndTimeBuffer":60}}
        """;
}
