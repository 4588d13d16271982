using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class AlertPlanTests
{
    private static readonly DateTimeOffset s_nine = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly RoomBooking s_booking = new("b1", "uid", s_nine, s_nine.AddHours(1), s_nine.AddMinutes(-5), "webex-number", null);

    [Fact]
    public void An_alert_is_due_at_start_less_the_buffer_to_the_tick()
    {
        AlertPlan.Due([s_booking], [], s_nine.AddMinutes(-5).AddTicks(-1)).ShouldBeEmpty();
        AlertPlan.Due([s_booking], [], s_nine.AddMinutes(-5)).ShouldBe([new JoinAlert("b1", s_nine.AddMinutes(-5))]);
    }

    [Fact]
    public void After_an_outage_an_alert_is_given_late_but_not_after_the_meeting()
    {
        AlertPlan.Due([s_booking], [], s_nine.AddMinutes(59)).Length.ShouldBe(1);
        AlertPlan.Due([s_booking], [], s_nine.AddHours(1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_alert_is_given_once_and_again_when_the_meeting_moves()
    {
        var given = AlertPlan.Due([s_booking], [], s_nine);
        AlertPlan.Due([s_booking], given, s_nine).ShouldBeEmpty();
        var moved = s_booking with { Start = s_nine.AddHours(2), End = s_nine.AddHours(3), AlertAt = s_nine.AddHours(2).AddMinutes(-5) };
        AlertPlan.Next([moved], given, s_nine).ShouldBe(moved.AlertAt);
    }

    [Fact]
    public void A_booking_without_button_has_no_alert() =>
        AlertPlan.Next([s_booking with { AlertAt = null }], [], s_nine.AddDays(-1)).ShouldBeNull();

    [Fact]
    public void The_next_alert_is_the_earliest()
    {
        var earlier = s_booking with { BookingId = "b0", AlertAt = s_nine.AddMinutes(-30) };
        AlertPlan.Next([s_booking, earlier], [], s_nine.AddDays(-1)).ShouldBe(earlier.AlertAt);
    }
}
