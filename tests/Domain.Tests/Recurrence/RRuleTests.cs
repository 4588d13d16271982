using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Recurrence;

public sealed class RRuleTests
{
    private static readonly RecurrencePattern s_monday = new() { Type = RecurrencePatternType.Weekly, DaysOfWeek = [IsoDayOfWeek.Monday], FirstDayOfWeek = IsoDayOfWeek.Monday };

    [Fact]
    public void A_count_is_written_as_the_last_start_so_that_a_later_beginning_adds_nothing() =>
        RRule.Write(Series(Numbered(4), "2027-03-01T09:00")).ShouldBe("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270322T070000Z");

    [Fact]
    public void The_end_is_the_last_start_in_the_series_zone_on_either_side_of_a_clock_change() =>
        RRule.Write(Series(Until("2027-03-29"), "2027-03-01T09:00")).ShouldEndWith(";UNTIL=20270329T060000Z");

    [Fact]
    public void A_start_that_was_read_in_UTC_ends_at_the_same_moment()
    {
        var local = Series(Until("2027-03-29"), "2027-03-01T09:00");
        var utc = local with { Start = Time("2027-03-01T07:00", "UTC"), End = Time("2027-03-01T08:00", "UTC") };
        RRule.Write(utc).ShouldBe(RRule.Write(local));
    }

    [Theory]
    [InlineData("America/Los_Angeles")]
    [InlineData("Asia/Tokyo")]
    public void The_last_day_of_the_calendar_is_written_as_an_end_that_every_zone_can_hold(string zone)
    {
        var series = Series(Until("9999-12-31"), "2027-03-01T23:30");
        var rule = series.Recurrence!;
        var written = RRule.Write(series with { Recurrence = rule with { Range = rule.Range with { RecurrenceTimeZone = zone } } });
        written.ShouldNotBeNull().ShouldMatch(";UNTIL=998[01][0-9]{4}T[0-9]{6}Z$");
        RRule.Read(written, new LocalDate(2027, 3, 1), zone).Range.EndDate.ShouldBe(new LocalDate(9980, 12, 31));
    }

    [Fact]
    public void An_endless_series_has_no_end_and_a_meeting_no_rule()
    {
        var endless = Series(new RecurrenceRange { Type = RecurrenceRangeType.NoEnd, StartDate = new LocalDate(2027, 3, 1) }, "2027-03-01T09:00");
        RRule.Write(endless).ShouldBe("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO");
        RRule.Write(endless with { Recurrence = null }).ShouldBeNull();
    }

    [Theory]
    [InlineData(RecurrencePatternType.Daily)]
    [InlineData(RecurrencePatternType.Weekly)]
    [InlineData(RecurrencePatternType.AbsoluteMonthly)]
    [InlineData(RecurrencePatternType.RelativeMonthly)]
    [InlineData(RecurrencePatternType.AbsoluteYearly)]
    [InlineData(RecurrencePatternType.RelativeYearly)]
    public void What_was_written_reads_back_to_the_same_occurrences(RecurrencePatternType type)
    {
        var series = Series(Numbered(9), "2027-03-31T23:30") with
        {
            Recurrence = new RecurrenceRule(
                new RecurrencePattern
                {
                    Type = type,
                    Interval = 2,
                    DaysOfWeek = type is RecurrencePatternType.Daily or RecurrencePatternType.AbsoluteMonthly or RecurrencePatternType.AbsoluteYearly
                        ? []
                        : [IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday],
                    DayOfMonth = 31,
                    Month = 3,
                    Index = WeekIndex.Last,
                    FirstDayOfWeek = IsoDayOfWeek.Monday,
                },
                Numbered(9) with { StartDate = new LocalDate(2027, 3, 31), RecurrenceTimeZone = "Europe/Sofia" }),
        };
        var read = series with { Recurrence = RRule.Read(RRule.Write(series)!, new LocalDate(2027, 3, 31), "Europe/Sofia") };
        Starts(read).ShouldBe(Starts(series));
        Starts(read).Count.ShouldBe(9);
    }

    private static List<Instant> Starts(CalendarEvent series) =>
        [.. Occurrences.Of(series, Instant.FromUtc(2027, 1, 1, 0, 0), Instant.FromUtc(2050, 1, 1, 0, 0), 50).Items.Select(occurrence => occurrence.Start)];

    private static CalendarEvent Series(RecurrenceRange range, string start) => new()
    {
        Id = "series",
        Type = EventType.SeriesMaster,
        Start = Time(start, "Europe/Sofia"),
        End = Time(start, "Europe/Sofia") is var time ? time with { Local = time.Local.PlusHours(1) } : time,
        OriginalStartTimeZone = "Europe/Sofia",
        Recurrence = new RecurrenceRule(s_monday, range with { RecurrenceTimeZone = "Europe/Sofia" }),
    };

    private static EventTime Time(string local, string zone) => new(NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(local + ":00").Value, zone);

    private static RecurrenceRange Numbered(int count) =>
        new() { Type = RecurrenceRangeType.Numbered, StartDate = new LocalDate(2027, 3, 1), NumberOfOccurrences = count };

    private static RecurrenceRange Until(string day) =>
        new() { Type = RecurrenceRangeType.EndDate, StartDate = new LocalDate(2027, 3, 1), EndDate = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value };
}
