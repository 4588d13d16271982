using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Series;

/// <summary>What is next, by what was stored of a meeting.</summary>
public sealed class SightingTimesTests
{
    private static readonly DateTimeOffset s_first = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly MeetingSighting s_weekly = new()
    {
        ICalUId = "uid",
        Organizer = "anna@contoso.example",
        EventId = "event",
        Start = s_first,
        End = s_first.AddHours(1),
        TimeZone = "Europe/Sofia",
        IsRecurring = true,
        Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO",
        NextStart = s_first,
    };

    [Fact]
    public void The_next_occurrence_is_counted_from_the_moment_of_asking_also_over_a_clock_change()
    {
        SightingTimes.Next(s_weekly, s_first.AddDays(-3)).ShouldBe(s_first);
        SightingTimes.Next(s_weekly, s_first.AddDays(1)).ShouldBe(s_first.AddDays(7));
        // Sofia goes forward on 28 March 2027: the same wall time is an hour earlier by UTC.
        SightingTimes.Next(s_weekly, s_first.AddDays(22)).ShouldBe(s_first.AddDays(28).AddHours(-1));
    }

    [Fact]
    public void A_moved_occurrence_is_next_at_its_own_time_and_a_cancelled_one_never_but_Webex_keeps_to_the_pattern()
    {
        var series = s_weekly with
        {
            Exceptions = [new OccurrenceSighting("moved", s_first.AddDays(7), s_first.AddDays(9), s_first.AddDays(9).AddHours(1), IsOwn: false, HasJoinBlock: false, Fingerprint: null)],
            Cancelled = ["2027-03-15"],
        };
        SightingTimes.Next(series, s_first.AddDays(1)).ShouldBe(s_first.AddDays(9));
        SightingTimes.Next(series, s_first.AddDays(10)).ShouldBe(s_first.AddDays(21));
        SightingTimes.StartForWebex(series, s_first.AddDays(1)).ShouldBe(s_first.AddDays(7));
        SightingTimes.StartForWebex(series, s_first.AddDays(7)).ShouldBe(s_first.AddDays(14), "what starts now has started when Webex is asked");
    }

    [Fact]
    public void When_none_is_to_come_there_is_no_next_and_Webex_judges_by_the_first()
    {
        var over = s_weekly with { Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270308T080000Z" };
        SightingTimes.Next(over, s_first.AddDays(8)).ShouldBeNull();
        SightingTimes.StartForWebex(over, s_first.AddDays(8)).ShouldBe(s_first);
        SightingTimes.StartForWebex(s_weekly with { Recurrence = null, IsRecurring = false }, s_first.AddDays(8)).ShouldBe(s_first);
    }

    [Theory]
    [InlineData(1, 2, "in the second of the two hours that Berlin's clocks show as 2 o'clock")]
    [InlineData(0, 1.25, "from the first into the second")]
    [InlineData(0, 0.5, "in the first")]
    public void A_single_meeting_in_the_night_of_autumn_keeps_its_time(double from, double to, string why)
    {
        var midnight = new DateTimeOffset(2027, 10, 31, 0, 0, 0, TimeSpan.Zero);
        var (start, end) = (midnight.AddHours(from), midnight.AddHours(to));
        var night = s_weekly with { Start = start, End = end, TimeZone = "Europe/Berlin", Recurrence = null, IsRecurring = false };

        SightingTimes.Next(night, start).ShouldBe(start, why);
        SightingTimes.SlotEnd(night, start).ShouldBe(end, why);
        SightingTimes.SlotEnd(night, end).ShouldBeNull(why);
        var moved = new OccurrenceSighting("moved", s_first.AddDays(7), start, end, IsOwn: false, HasJoinBlock: false, Fingerprint: null);
        SightingTimes.Next(s_weekly with { TimeZone = "Europe/Berlin", Exceptions = [moved] }, midnight.AddDays(-5)).ShouldBe(start, why);
    }

    [Fact]
    public void What_was_moved_beyond_the_end_of_the_pattern_decides_how_long_Webex_needs_the_meeting()
    {
        var moved = new OccurrenceSighting(
            "moved", s_first.AddDays(7), s_first.AddDays(10), s_first.AddDays(10).AddHours(2), IsOwn: false, HasJoinBlock: false, Fingerprint: null);
        var series = s_weekly with { Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270308T080000Z", Exceptions = [moved] };
        var own = series with { Exceptions = [moved with { IsOwn = true }] };

        SightingTimes.EndForWebex(series).ShouldBe(moved.End);
        SightingTimes.EndForWebex(own).ShouldBe(s_first.AddDays(7).AddHours(1));
        SightingTimes.MovedBeyond(own).ShouldBeNull();
        SightingTimes.EndForWebex(s_weekly with { Exceptions = [moved] }).ShouldBeNull("it has no end");
        SightingTimes.Left(series, s_first.AddDays(1)).ShouldBeNull("the pattern has one to come");
        SightingTimes.Left(series, s_first.AddDays(7)).ShouldBe(moved);
        SightingTimes.StartForWebex(series, s_first.AddDays(7)).ShouldBe(moved.Start);
        SightingTimes.StartForWebex(series, s_first.AddDays(10)).ShouldBe(s_first, "it runs");
        SightingTimes.SlotEnd(series, s_first.AddDays(7).AddMinutes(20)).ShouldBe(s_first.AddDays(7).AddHours(1), "people may sit there, also when it is moved meanwhile");
        SightingTimes.SlotEnd(series, s_first.AddDays(7).AddHours(1)).ShouldBeNull();
    }
}
