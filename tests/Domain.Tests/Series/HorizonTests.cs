using HybridCalendar.Domain.Series;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Series;

public sealed class HorizonTests
{
    private static readonly Horizon s_usual = new(5, 6);
    private static readonly Instant s_now = Instant.FromUtc(2026, 11, 21, 12, 0);

    [Theory]
    [InlineData("2026-11-22T09:00:00Z", true, true)]
    [InlineData("2027-04-21T12:00:00Z", true, true)]
    [InlineData("2027-04-21T12:00:01Z", false, true)]
    [InlineData("2027-05-21T12:00:00Z", false, true)]
    [InlineData("2027-05-21T12:00:01Z", false, false)]
    [InlineData("2030-01-01T00:00:00Z", false, false)]
    public void Five_months_are_processed_at_once_and_six_by_the_daily_pass(string start, bool atOnce, bool daily)
    {
        var at = NodaTime.Text.InstantPattern.General.Parse(start).Value;
        (s_usual.TakeUpAt(at, s_now, isDailyPass: false) is null).ShouldBe(atOnce);
        (s_usual.TakeUpAt(at, s_now, isDailyPass: true) is null).ShouldBe(daily);
    }

    [Fact]
    public void What_waits_is_taken_up_on_the_day_that_is_told_and_not_before()
    {
        var start = Instant.FromUtc(2027, 10, 31, 8, 30);
        var day = s_usual.TakeUpAt(start, s_now, isDailyPass: true)!.Value;
        day.ShouldBe(Instant.FromUtc(2027, 4, 30, 8, 30));
        s_usual.TakeUpAt(start, day + Duration.FromDays(1), isDailyPass: true).ShouldBeNull();
        s_usual.TakeUpAt(start, day - Duration.FromDays(1), isDailyPass: true).ShouldBe(day);
    }

    [Fact]
    public void Without_a_limit_nothing_waits()
    {
        var start = Instant.FromUtc(2099, 1, 1, 0, 0);
        new Horizon(null, 6).TakeUpAt(start, s_now, isDailyPass: false).ShouldBeNull();
        new Horizon(null, 6).DailyUntil(s_now).ShouldBeNull();
        new Horizon(5, null).TakeUpAt(start, s_now, isDailyPass: true).ShouldBeNull();
        new Horizon(5, null).TakeUpAt(start, s_now, isDailyPass: false).ShouldNotBeNull();
    }
}
