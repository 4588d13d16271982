using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Recurrence;

public sealed class WebexRecurrenceTests
{
    [Theory]
    [InlineData("FREQ=DAILY;INTERVAL=1")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU;UNTIL=20270329T060000Z")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=MO;BYSETPOS=-1")]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYDAY=MO;BYSETPOS=2")]
    public void What_Webex_takes_stays(string rule) => Fit(rule, "2027-03-01T08:00").ShouldBe(rule);

    [Theory]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29;BYSETPOS=-1", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=29")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1")]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=-1")]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=28,29,30;BYSETPOS=-1", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=30")]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=4;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "FREQ=YEARLY;INTERVAL=1;BYMONTH=4;BYMONTHDAY=-1")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=3", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=3")]
    public void A_date_is_one_date(string rule, string expected) => Fit(rule, "2027-03-31T08:00").ShouldBe(expected);

    [Theory]
    [InlineData("BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2027-05-03T08:00", "BYDAY=MO;BYSETPOS=1")]
    [InlineData("BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-03-31T08:00", "BYDAY=WE;BYSETPOS=-1")]
    [InlineData("BYDAY=SA,SU;BYSETPOS=4", "2027-03-14T08:00", "BYDAY=SU;BYSETPOS=2")]
    [InlineData("BYDAY=MO,TU;BYSETPOS=4", "2027-03-30T08:00", "BYDAY=TU;BYSETPOS=-1")]
    public void Of_several_days_the_first_occurrences_is_taken(string days, string start, string expected) =>
        Fit($"FREQ=MONTHLY;INTERVAL=1;{days}", start).ShouldBe($"FREQ=MONTHLY;INTERVAL=1;{expected}");

    [Theory]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=1", "20310301", "20320301")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=1", "20320201", "20320301")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", "20320223", "20320301")]
    [InlineData("FREQ=DAILY;INTERVAL=1", "20320228", "20320301")]
    public void An_end_stays_as_long_as_no_more_follow_than_Webex_takes(string rule, string possible, string tooLate)
    {
        Fit($"{rule};UNTIL={possible}T080000Z", "2027-03-01T08:00").ShouldBe($"{rule};UNTIL={possible}T080000Z");
        Fit($"{rule};UNTIL={tooLate}T080000Z", "2027-03-01T08:00").ShouldBe(rule);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270322T080000Z", "2027-03-22T09:00", "20270322T080000Z")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270322T080000Z", "2027-03-22T12:00", "20270329T080000Z")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=MO;UNTIL=20270315T080000Z", "2027-04-01T09:00", "20270412T080000Z")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20270430T080000Z", "2027-05-02T09:00", "20270531T080000Z")]
    public void A_series_goes_on_until_what_was_moved_beyond_its_end_is_over(string rule, string lastEnd, string until) =>
        Fit(rule, "2027-03-01T08:00", lastEnd).ShouldEndWith($";UNTIL={until}");

    [Fact]
    public void A_series_goes_on_until_the_calendars_last_day_where_Webex_has_an_earlier_one()
    {
        // The last working days are 31 March and 30 April; the last Wednesdays 31 March and 28 April.
        Fit("FREQ=MONTHLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20270430T080000Z", "2027-03-31T08:00", "2027-04-30T09:00")
            .ShouldBe("FREQ=MONTHLY;INTERVAL=1;BYDAY=WE;BYSETPOS=-1;UNTIL=20270526T080000Z");
        // February's last day is its 30th in the calendar, and Webex leaves February out.
        Fit("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30;BYSETPOS=-1;UNTIL=20270228T080000Z", "2026-12-30T08:00", "2027-02-28T09:00")
            .ShouldEndWith("BYMONTHDAY=30;UNTIL=20270330T080000Z");
    }

    [Theory]
    [InlineData("2027-03-02T08:00", null)]
    [InlineData("2027-03-02T09:00", "20270302T080000Z")]
    [InlineData("2027-03-04T08:00", "20270303T080000Z")]
    public void A_meeting_of_several_days_takes_place_on_each(string end, string? until) =>
        WebexRecurrence.Daily(At("2027-03-01T08:00"), At("2027-03-02T07:59"), At(end), "UTC").ShouldBe(until is null ? null : $"FREQ=DAILY;INTERVAL=1;UNTIL={until}");

    private static string Fit(string rule, string start, string? lastEnd = null) =>
        WebexRecurrence.Fit(rule, At(start), At(start) + Duration.FromHours(1), lastEnd is null ? null : At(lastEnd), "UTC");

    private static Instant At(string time) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(time + ":00").Value.InUtc().ToInstant();
}
