using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Tests.Recurrence;

/// <summary>
/// Sofia changes its clocks at 01:00 UTC on the last Sundays of March (03:00 becomes 04:00) and October (04:00 becomes 03:00).
/// </summary>
public class OccurrencesTests
{
    private const string Sofia = "FLE Standard Time";

    [Fact]
    public void A_series_keeps_its_wall_time_across_a_clock_change() =>
        Starts(Daily("2026-03-28T09:00:00", Sofia, 3)).ShouldBe(["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"]);

    [Fact]
    public void A_start_read_in_utc_keeps_the_wall_time_of_the_recurrences_zone() =>
        Starts(Daily("2026-03-28T07:00:00", "UTC", 3, zone: Sofia)).ShouldBe(["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z", "2026-03-30T06:00:00Z"]);

    [Fact]
    public void A_series_made_in_utc_stays_in_utc() =>
        Starts(Daily("2026-03-28T07:00:00", "UTC", 2)).ShouldBe(["2026-03-28T07:00:00Z", "2026-03-29T07:00:00Z"]);

    [Fact]
    public void Without_a_recurrence_zone_the_zone_of_creation_holds()
    {
        var series = Daily("2026-03-28T07:00:00", "UTC", 2, zone: null) with { OriginalStartTimeZone = "Europe/Sofia" };
        Starts(series).ShouldBe(["2026-03-28T07:00:00Z", "2026-03-29T06:00:00Z"]);
    }

    [Fact]
    public void A_private_zone_name_falls_back_and_says_so()
    {
        var series = Daily("2026-03-28T07:00:00", "UTC", 2, zone: "tzone://Microsoft/Custom") with { OriginalStartTimeZone = "Europe/Sofia" };
        var list = All(series);
        list.Items[1].Start.ToString().ShouldBe("2026-03-29T06:00:00Z");
        list.Warnings.ShouldBe(["The time zone 'tzone://Microsoft/Custom' is not known."]);
    }

    [Fact]
    public void No_known_zone_at_all_is_utc()
    {
        var list = All(Single("2026-03-28T07:00:00", "Customized Time Zone", 30));
        list.Items.Single().Start.ToString().ShouldBe("2026-03-28T07:00:00Z");
        list.Warnings.ShouldContain("No known time zone is named; UTC was taken.");
    }

    [Fact]
    public void A_start_in_the_gap_moves_by_the_gap_and_the_length_stays()
    {
        var night = All(Daily("2026-03-28T03:30:00", Sofia, 2)).Items[1];
        night.Start.ToString().ShouldBe("2026-03-29T01:30:00Z");
        (night.End - night.Start).ShouldBe(Duration.FromMinutes(30));
    }

    [Fact]
    public void The_end_keeps_its_wall_time_too()
    {
        var night = All(Daily("2026-03-28T23:00:00", Sofia, 1, minutes: 480)).Items.Single();
        night.End.ToString().ShouldBe("2026-03-29T04:00:00Z");
        (night.End - night.Start).ShouldBe(Duration.FromHours(7));
    }

    [Fact]
    public void Cancelled_occurrences_are_left_out_by_their_date_in_the_recurrences_zone()
    {
        // 01:00 in Sofia is still the day before in UTC.
        var series = Daily("2026-06-01T01:00:00", Sofia, 3) with { CancelledOccurrences = ["OID.AAMk=.2026-06-02", "OID.AAMk=.soon"] };
        var list = All(series);
        list.Items.Select(occurrence => occurrence.Slot!.Value.Day).ShouldBe([1, 3]);
        list.Warnings.Count.ShouldBe(1);
    }

    [Fact]
    public void An_exception_stands_at_its_own_time_with_its_own_content()
    {
        var moved = Single("2026-06-05T15:00:00", Sofia, 60) with
        {
            Type = EventType.Exception, Subject = "moved", OriginalStart = Instant.FromUtc(2026, 6, 2, 6, 0),
        };
        var items = All(Daily("2026-06-01T09:00:00", Sofia, 3) with { ExceptionOccurrences = [moved] }).Items;
        items.Select(occurrence => occurrence.Start.ToString()).ShouldBe(["2026-06-01T06:00:00Z", "2026-06-03T06:00:00Z", "2026-06-05T12:00:00Z"]);
        items[2].Event.Subject.ShouldBe("moved");
        items[2].Slot.ShouldBe(new LocalDate(2026, 6, 2));
    }

    [Fact]
    public void An_exception_moved_into_the_window_is_found_and_one_moved_out_is_not()
    {
        var into = Single("2026-06-02T12:00:00", Sofia, 60) with { Type = EventType.Exception, OriginalStart = Instant.FromUtc(2026, 7, 1, 6, 0) };
        var outOf = Single("2026-08-02T12:00:00", Sofia, 60) with { Type = EventType.Exception, OriginalStart = Instant.FromUtc(2026, 6, 2, 6, 0) };
        var series = Daily("2026-06-01T09:00:00", Sofia, 60) with { ExceptionOccurrences = [into, outOf] };
        Occurrences.Of(series, Instant.FromUtc(2026, 6, 2, 0, 0), Instant.FromUtc(2026, 6, 3, 0, 0), 10).Items.Single().Event.ShouldBe(into);
    }

    [Fact]
    public void A_cancelled_exception_takes_its_slot_with_it()
    {
        var gone = Single("2026-06-02T12:00:00", Sofia, 60) with { Type = EventType.Exception, IsCancelled = true, OriginalStart = Instant.FromUtc(2026, 6, 2, 6, 0) };
        All(Daily("2026-06-01T09:00:00", Sofia, 2) with { ExceptionOccurrences = [gone] }).Items.Count.ShouldBe(1);
    }

    [Fact]
    public void A_cancelled_event_has_no_occurrences() =>
        All(Daily("2026-06-01T09:00:00", Sofia, 2) with { IsCancelled = true }).Items.ShouldBeEmpty();

    [Fact]
    public void All_day_events_given_as_midnights_in_utc_are_days_of_their_own_zone()
    {
        var day = Single("2026-06-01T00:00:00", "UTC", 1440) with { IsAllDay = true, OriginalStartTimeZone = Sofia };
        var item = All(day).Items.Single();
        item.Start.ToString().ShouldBe("2026-05-31T21:00:00Z");
        item.End.ToString().ShouldBe("2026-06-01T21:00:00Z");
        var series = Daily("2026-03-28T00:00:00", "UTC", 2, zone: Sofia, minutes: 1440) with { IsAllDay = true };
        var night = All(series).Items[1];
        (night.End - night.Start).ShouldBe(Duration.FromHours(23));
    }

    [Fact]
    public void An_all_day_exception_is_recognized_by_its_midnight_in_utc()
    {
        var series = Daily("2026-06-01T00:00:00", "UTC", 2, zone: "Pacific Standard Time", minutes: 1440) with { IsAllDay = true };
        var edited = Single("2026-06-02T00:00:00", "UTC", 1440) with
        {
            Type = EventType.Exception, IsAllDay = true, OriginalStartTimeZone = "Pacific Standard Time", OriginalStart = Instant.FromUtc(2026, 6, 2, 0, 0),
        };
        All(series with { ExceptionOccurrences = [edited] }).Items.Select(item => item.Start.ToString())
            .ShouldBe(["2026-06-01T07:00:00Z", "2026-06-02T07:00:00Z"]);
    }

    [Fact]
    public void The_window_takes_starts_or_overlaps()
    {
        var series = Daily("2026-06-01T23:30:00", "UTC", 3, minutes: 60);
        Instant from = Instant.FromUtc(2026, 6, 2, 0, 0), to = Instant.FromUtc(2026, 6, 3, 0, 0);
        Occurrences.Of(series, from, to, 10).Items.Count.ShouldBe(1);
        Occurrences.Of(series, from, to, 10, WindowRule.Overlaps).Items.Count.ShouldBe(2);
    }

    [Fact]
    public void At_most_max_are_returned_and_more_is_said()
    {
        var list = Occurrences.Of(Daily("2026-06-01T09:00:00", Sofia, 30), Instant.MinValue, Instant.MaxValue, 3);
        list.Items.Count.ShouldBe(3);
        list.Truncated.ShouldBeTrue();
        All(Daily("2026-06-01T09:00:00", Sofia, 3)).Truncated.ShouldBeFalse();
    }

    [Fact]
    public void The_last_end_is_known_without_listing_the_series()
    {
        var series = Daily("2026-06-01T09:00:00", Sofia, 3);
        Occurrences.LastEnd(series).ShouldBe(Instant.FromUtc(2026, 6, 3, 6, 30));
        var range = series.Recurrence!.Range with { Type = RecurrenceRangeType.EndDate, EndDate = new LocalDate(2026, 6, 10) };
        var later = Single("2026-06-12T12:00:00", Sofia, 60) with { Type = EventType.Exception, OriginalStart = Instant.FromUtc(2026, 6, 10, 6, 0) };
        series = series with { Recurrence = new(series.Recurrence.Pattern with { Interval = 2 }, range) };
        Occurrences.LastEnd(series).ShouldBe(Instant.FromUtc(2026, 6, 9, 6, 30));
        Occurrences.LastEnd(series with { ExceptionOccurrences = [later] }).ShouldBe(Instant.FromUtc(2026, 6, 12, 10, 0));
        Occurrences.LastEnd(series with { Recurrence = new(series.Recurrence.Pattern, range with { Type = RecurrenceRangeType.NoEnd }) }).ShouldBeNull();
        Occurrences.LastEnd(Single("2026-06-01T09:00:00", "UTC", 30)).ShouldBe(Instant.FromUtc(2026, 6, 1, 9, 30));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9999, 12)]
    public void Times_at_the_ends_of_the_calendar_are_refused_with_a_warning(int year, int month)
    {
        var list = All(new CalendarEvent { Start = new(new(year, month, 31, 23, 59), "Pacific Standard Time") });
        list.Items.ShouldBeEmpty();
        list.Warnings.ShouldNotBeEmpty();
    }

    [Fact]
    public void Impossible_fields_warn_and_do_no_harm()
    {
        var start = new LocalDateTime(2026, 6, 1, 9, 0);
        var series = Daily("2026-06-01T09:00:00", Sofia, 1) with
        {
            End = new(start.PlusYears(500).PlusHours(-1), Sofia),
            Recurrence = new(
                new() { Type = RecurrencePatternType.RelativeYearly, Interval = -3, Month = 13 },
                new() { Type = RecurrenceRangeType.Numbered, StartDate = default }),
        };
        var list = All(series);
        list.Items.Single().Start.ToString().ShouldBe("2026-06-01T06:00:00Z");
        list.Warnings.Count.ShouldBe(6);
    }

    private static List<string> Starts(CalendarEvent ev) => All(ev).Items.Select(occurrence => occurrence.Start.ToString()).ToList();

    private static OccurrenceList All(CalendarEvent ev) => Occurrences.Of(ev, Instant.MinValue, Instant.MaxValue, 100);

    private static CalendarEvent Single(string start, string zone, int minutes)
    {
        var local = LocalDateTimePattern.ExtendedIso.Parse(start).Value;
        return new() { Start = new(local, zone), End = new(local.PlusMinutes(minutes), zone) };
    }

    private static CalendarEvent Daily(string start, string startZone, int count, int minutes = 30, string? zone = "")
    {
        var single = Single(start, startZone, minutes);
        return single with
        {
            Type = EventType.SeriesMaster,
            Recurrence = new(
                new() { Type = RecurrencePatternType.Daily },
                new()
                {
                    Type = RecurrenceRangeType.Numbered, StartDate = single.Start.Local.Date, NumberOfOccurrences = count,
                    RecurrenceTimeZone = zone == "" ? startZone : zone,
                }),
        };
    }
}
