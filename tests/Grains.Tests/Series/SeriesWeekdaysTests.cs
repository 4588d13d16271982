using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Series;

/// <summary>A list of a day looks at the series of its weekday alone: none may be left out that takes place on it.</summary>
public sealed class SeriesWeekdaysTests
{
    private static readonly DateTimeOffset s_monday = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", "UTC", 9, "MO")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU", "Europe/Sofia", 9, "MO TH")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;WKST=MO", "America/Los_Angeles", 4, "MO WE")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU;WKST=MO", "UTC", 23, "MO TU SU")]
    [InlineData("FREQ=DAILY;INTERVAL=1", "UTC", 9, "MO TU WE TH FR SA SU")]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYDAY=2TU", "UTC", 9, "MO TU WE TH FR SA SU")]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", "Nowhere/Land", 9, "MO TU WE TH FR SA SU")]
    public void The_days_of_a_series_are_known(string rule, string zone, int hour, string days)
    {
        var first = s_monday.AddHours(hour).ToUnixTimeMilliseconds();
        Names(SeriesWeekdays.Of(new SeriesTimes { First = [first, first + 3_600_000], Zone = zone, Rule = rule })).ShouldBe(days);
    }

    [Fact]
    public void Occurrences_that_were_moved_take_place_on_other_days()
    {
        var first = s_monday.AddHours(9).ToUnixTimeMilliseconds();
        var moved = s_monday.AddDays(9).AddHours(9).ToUnixTimeMilliseconds();
        Names(SeriesWeekdays.Of(new SeriesTimes { First = [first, first + 1], Rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", Moved = [[first, moved, moved + 1]] })).ShouldBe("MO WE");
    }

    [Fact]
    public void Each_occurrence_of_a_year_falls_on_a_known_day()
    {
        foreach (var zone in new[] { "Europe/Sofia", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Apia" })
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var first = s_monday.AddHours(hour).ToUnixTimeMilliseconds();
                var times = new SeriesTimes { First = [first, first + 5_400_000], Zone = zone, Rule = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR,SA,SU" };
                var local = TimeZoneInfo.ConvertTime(s_monday.AddHours(hour), TimeZoneInfo.FindSystemTimeZoneById(zone)).DayOfWeek.ToString()[..2].ToUpperInvariant();
                times = times with { Rule = $"FREQ=WEEKLY;INTERVAL=1;BYDAY={local}" };
                var days = SeriesWeekdays.Of(times);
                for (var from = first; from < first + (365L * 86_400_000) && times.Next(from) is { } next; from = next.Ends)
                    (days & SeriesWeekdays.Bit(next.Starts - (next.Starts % 86_400_000))).ShouldNotBe(0, $"{zone} {hour}");
            }
        }
    }

    private static string Names(long days) => string.Join(' ', new[] { "MO", "TU", "WE", "TH", "FR", "SA", "SU" }.Where((_, day) => (days & (1L << day)) != 0));
}
