using HybridCalendar.Domain.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Tests.Recurrence;

/// <summary>Wall dates of every pattern and range; zones and exceptions are the matter of <see cref="OccurrencesTests"/>.</summary>
public class RecurrenceExpanderTests
{
    private static readonly IsoDayOfWeek[] Weekdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    [Fact]
    public void Daily_with_interval_counts_days() =>
        First(3, new() { Type = RecurrencePatternType.Daily, Interval = 10 }, "2026-12-25").ShouldBe(["2026-12-25", "2027-01-04", "2027-01-14"]);

    [Fact]
    public void Weekly_takes_the_days_of_the_set_in_order() =>
        First(4, Weekly(1, IsoDayOfWeek.Friday, IsoDayOfWeek.Monday), "2026-06-03").ShouldBe(["2026-06-05", "2026-06-08", "2026-06-12", "2026-06-15"]);

    [Theory]
    [InlineData(IsoDayOfWeek.Sunday, "1997-08-05 1997-08-17 1997-08-19 1997-08-31")]
    [InlineData(IsoDayOfWeek.Monday, "1997-08-05 1997-08-10 1997-08-19 1997-08-24")]
    public void Every_second_week_depends_on_the_first_day_of_the_week(IsoDayOfWeek firstDay, string expected) =>
        First(4, Weekly(2, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Sunday) with { FirstDayOfWeek = firstDay }, "1997-08-05").ShouldBe(expected.Split(' '));

    [Fact]
    public void Every_second_week_is_counted_from_the_week_of_the_start_date_even_if_no_occurrence_is_in_it() =>
        First(2, Weekly(2, IsoDayOfWeek.Monday) with { FirstDayOfWeek = IsoDayOfWeek.Monday }, "2021-02-14").ShouldBe(["2021-02-22", "2021-03-08"]);

    [Fact]
    public void Day_31_is_the_last_day_of_shorter_months() =>
        First(5, new() { Type = RecurrencePatternType.AbsoluteMonthly, DayOfMonth = 31 }, "2027-12-31")
            .ShouldBe(["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);

    [Fact]
    public void February_29_is_February_28_in_common_years() =>
        First(5, new() { Type = RecurrencePatternType.AbsoluteYearly, DayOfMonth = 29, Month = 2 }, "2024-02-29")
            .ShouldBe(["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);

    [Fact]
    public void A_month_whose_day_has_passed_at_the_start_is_not_counted() =>
        First(3, new() { Type = RecurrencePatternType.AbsoluteMonthly, DayOfMonth = 10, Interval = 2 }, "2026-01-15")
            .ShouldBe(["2026-02-10", "2026-04-10", "2026-06-10"]);

    [Fact]
    public void Microsofts_example_of_a_start_date_off_the_pattern() =>
        First(3, new() { Type = RecurrencePatternType.RelativeMonthly, Interval = 2, DaysOfWeek = [IsoDayOfWeek.Thursday] }, "2017-08-29")
            .ShouldBe(["2017-09-07", "2017-11-02", "2018-01-04"]);

    [Theory]
    [InlineData(WeekIndex.First, "2026-08-03")]
    [InlineData(WeekIndex.Second, "2026-08-04")]
    [InlineData(WeekIndex.Fourth, "2026-08-06")]
    [InlineData(WeekIndex.Last, "2026-08-31")]
    public void The_index_counts_among_the_set_of_days(WeekIndex index, string expected) =>
        First(1, new() { Type = RecurrencePatternType.RelativeMonthly, Index = index, DaysOfWeek = Weekdays }, "2026-08-01").ShouldBe([expected]);

    [Fact]
    public void Relative_yearly_steps_in_years() =>
        First(3, new() { Type = RecurrencePatternType.RelativeYearly, Interval = 2, Month = 11, Index = WeekIndex.Fourth, DaysOfWeek = [IsoDayOfWeek.Thursday] }, "2026-12-01")
            .ShouldBe(["2027-11-25", "2029-11-22", "2031-11-27"]);

    [Fact]
    public void The_end_date_is_inclusive() =>
        Dates(new() { Type = RecurrencePatternType.Daily }, Range("2026-06-01", RecurrenceRangeType.EndDate) with { EndDate = new(2026, 6, 3) })
            .ShouldBe(["2026-06-01", "2026-06-02", "2026-06-03"]);

    [Fact]
    public void A_number_counts_occurrences_also_when_asked_from_the_middle() =>
        Dates(Weekly(1, IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday), Range("2026-06-01", RecurrenceRangeType.Numbered) with { NumberOfOccurrences = 5 }, "2026-06-09")
            .ShouldBe(["2026-06-10", "2026-06-15"]);

    [Fact]
    public void A_range_that_ends_before_it_starts_is_empty() =>
        Dates(new() { Type = RecurrencePatternType.Daily }, Range("2026-06-01", RecurrenceRangeType.EndDate) with { EndDate = new(2026, 5, 31) }).ShouldBeEmpty();

    [Fact]
    public void Far_dates_are_reached_without_walking_there() =>
        First(2, new() { Type = RecurrencePatternType.Daily, Interval = 7 }, "1997-09-01", "9000-01-01").ShouldBe(["9000-01-06", "9000-01-13"]);

    [Fact]
    public void An_endless_series_ends_with_the_calendar_instead_of_overflowing() =>
        Dates(new() { Type = RecurrencePatternType.AbsoluteYearly, DayOfMonth = 1, Month = 1, Interval = int.MaxValue }, Range("2026-01-01", RecurrenceRangeType.NoEnd))
            .ShouldBe(["2026-01-01"]);

    [Theory]
    [InlineData(RecurrencePatternType.Daily)]
    [InlineData(RecurrencePatternType.Weekly)]
    [InlineData(RecurrencePatternType.AbsoluteMonthly)]
    [InlineData(RecurrencePatternType.RelativeMonthly)]
    [InlineData(RecurrencePatternType.AbsoluteYearly)]
    [InlineData(RecurrencePatternType.RelativeYearly)]
    public void Skipping_ahead_gives_the_tail_of_the_whole_series(RecurrencePatternType type)
    {
        var pattern = new RecurrencePattern
        {
            Type = type, Interval = 3, DayOfMonth = 30, Month = 2, Index = WeekIndex.Last, DaysOfWeek = [IsoDayOfWeek.Tuesday, IsoDayOfWeek.Saturday],
        };
        var range = Range("2023-05-17", RecurrenceRangeType.Numbered) with { NumberOfOccurrences = 40 };
        var all = Dates(pattern, range);
        all.Count.ShouldBe(40);
        for (var skipped = 0; skipped < all.Count; skipped++)
            Dates(pattern, range, all[skipped]).ShouldBe(all.Skip(skipped));
    }

    private static List<string> First(int count, RecurrencePattern pattern, string start, string? notBefore = null) =>
        Dates(pattern, Range(start, RecurrenceRangeType.NoEnd), notBefore, count);

    private static List<string> Dates(RecurrencePattern pattern, RecurrenceRange range, string? notBefore = null, int max = 1000) =>
        RecurrenceExpander.Expand(new(pattern, range), new LocalTime(9, 0), notBefore is null ? null : Date(notBefore))
            .Take(max).Select(start => LocalDatePattern.Iso.Format(start.Date)).ToList();

    private static RecurrencePattern Weekly(int interval, params IsoDayOfWeek[] days) =>
        new() { Type = RecurrencePatternType.Weekly, Interval = interval, DaysOfWeek = days };

    private static RecurrenceRange Range(string start, RecurrenceRangeType type) => new() { Type = type, StartDate = Date(start) };

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
