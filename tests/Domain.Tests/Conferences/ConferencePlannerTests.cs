using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Conferences;

/// <summary>How a meeting is cut into conferences that TMS takes.</summary>
public sealed class ConferencePlannerTests
{
    private static readonly Instant s_now = Instant.FromUtc(2026, 5, 4, 6, 0);
    private static readonly Duration s_window = Duration.FromDays(180);

    [Fact]
    public void A_series_within_TMS_limits_is_one_conference()
    {
        var plan = Plan(Series(Weekly(IsoDayOfWeek.Wednesday), Numbered(10)));

        var part = plan.Parts.ShouldHaveSingleItem();
        (part.Number, part.IsSeries, part.Slots.Count).ShouldBe((1, true, 10));
        part.First.ShouldBe(new LocalDate(2026, 5, 6));
        plan.NextStart.ShouldBeNull();
        plan.PlanAgainAt(s_now, s_window).ShouldBeNull();
    }

    [Fact]
    public void Of_a_series_without_participants_only_occurrences_with_something_of_their_own_are_booked()
    {
        var day = new LocalDate(2026, 5, 13);
        var series = Series(Weekly(IsoDayOfWeek.Wednesday), Numbered(10)) with { Rooms = [] };
        Plan(series).Parts.ShouldBeEmpty();

        var own = series with { Exceptions = [new ConferenceException(day, day.At(new LocalTime(10, 0)), day.At(new LocalTime(11, 0)))] };

        var part = Plan(own).Parts.ShouldHaveSingleItem();
        (part.IsSeries, part.First, part.Slots.Count).ShouldBe((false, day, 1));
    }

    [Fact]
    public void A_daily_series_without_end_is_booked_in_parts_of_100_as_far_as_the_window_reaches()
    {
        var plan = Plan(Series(Daily(), NoEnd()));

        plan.Parts.Select(part => part.Slots.Count).ShouldBe([100, 78]);
        plan.Parts.Select(part => part.Number).ShouldBe([1, 2]);
        plan.Parts[1].First.ShouldBe(plan.Parts[0].Last.PlusDays(1));
        plan.NextStart.ShouldNotBeNull();
        plan.PlanAgainAt(s_now, s_window)!.Value.ShouldBeGreaterThan(s_now + Duration.FromDays(80));
    }

    [Fact]
    public void A_weekly_series_without_end_stays_the_same_conference_year_after_year()
    {
        var request = Series(Weekly(IsoDayOfWeek.Wednesday), NoEnd());
        var held = new List<ConferencePart>();
        for (var now = s_now; now < s_now + Duration.FromDays(1200);)
        {
            var plan = Plan(request, now, held);
            plan.Parts.ShouldHaveSingleItem().Number.ShouldBe(1);
            plan.Parts[0].Slots.Count.ShouldBeLessThanOrEqualTo(ConferencePlanner.MostOccurrences);
            held = [.. plan.Parts.Select(Held)];
            now = plan.PlanAgainAt(now, s_window)!.Value;
        }
    }

    [Fact]
    public void Parts_of_a_daily_series_roll_on_without_gap_and_without_meeting_each_other()
    {
        var request = Series(Daily(), NoEnd());
        var held = new List<ConferencePart>();
        var highest = 0;
        for (var now = s_now; now < s_now + Duration.FromDays(800);)
        {
            var plan = ConferencePlanner.Plan(request, held.Where(part => part.Until > now), highest, [], now, s_window);
            var dates = plan.Parts.SelectMany(part => part.Instances).Select(slot => slot.Date).ToList();
            dates.ShouldBe(dates.Distinct().Order());
            dates.ShouldBe(Wanted(request, now, now + s_window).Select(occurrence => occurrence.Slot!.Value));
            foreach (var part in plan.Parts)
            {
                // What was booked under a number keeps it.
                var before = held.Find(known => known.Number == part.Number);
                if (before is not null && before.Number != highest)
                    part.Last.ShouldBe(before.Last);
            }
            highest = plan.Parts.Max(part => part.Number);
            held = [.. plan.Parts.Select(Held)];
            now = plan.PlanAgainAt(now, s_window)!.Value;
        }
        highest.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_yearly_series_is_booked_as_single_conferences_when_they_come_within_the_window()
    {
        var request = Series(new RecurrencePattern { Type = RecurrencePatternType.AbsoluteYearly, Month = 5, DayOfMonth = 6 }, NoEnd());

        var plan = Plan(request);

        plan.Parts.ShouldHaveSingleItem().IsSeries.ShouldBeFalse();
        plan.NextStart.ShouldBe(Instant.FromUtc(2027, 5, 6, 7, 0));
        var nextYear = plan.PlanAgainAt(s_now, s_window)!.Value;
        nextYear.ShouldBe(Instant.FromUtc(2027, 5, 6, 7, 0) - s_window / 2);
        Plan(request, nextYear, [], lastNumber: 1).Parts.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Theory]
    [InlineData(15, true, 1)]
    [InlineData(31, false, 6)]
    public void Days_that_only_some_months_have_are_single_conferences(int day, bool isSeries, int parts)
    {
        var plan = Plan(Series(new RecurrencePattern { Type = RecurrencePatternType.AbsoluteMonthly, DayOfMonth = day }, Numbered(6)) with
        {
            Start = new LocalDateTime(2026, 5, day, 10, 0), End = new LocalDateTime(2026, 5, day, 11, 0),
        }, window: Duration.FromDays(300));

        plan.Parts.ShouldAllBe(part => part.IsSeries == isSeries);
        plan.Parts.Count.ShouldBe(parts);
        plan.Parts.Sum(part => part.Slots.Count).ShouldBe(6);
    }

    [Fact]
    public void A_series_by_night_is_cut_where_its_day_in_UTC_changes()
    {
        // 02:30 in Sofia is 23:30 UTC of the day before in summer, and 00:30 of the same day in winter.
        var plan = Plan(Series(Weekly(IsoDayOfWeek.Wednesday), Numbered(40)) with
        {
            Start = new LocalDateTime(2026, 5, 6, 2, 30), End = new LocalDateTime(2026, 5, 6, 3, 0),
        }, Instant.FromUtc(2026, 5, 4, 0, 0), [], window: Duration.FromDays(300));

        plan.Parts.Select(part => part.DayShift).ShouldBe([-1, 0]);
        plan.Parts.Sum(part => part.Slots.Count).ShouldBe(40);
    }

    [Fact]
    public void Deleted_and_kept_occurrences_are_left_out_and_moved_ones_stand_where_they_were_moved()
    {
        var request = Series(Weekly(IsoDayOfWeek.Wednesday), Numbered(6)) with
        {
            Cancellations = [new LocalDate(2026, 5, 20), new LocalDate(2026, 6, 10)],
            Exceptions = [new ConferenceException(new LocalDate(2026, 5, 27), new LocalDateTime(2026, 5, 28, 15, 0), new LocalDateTime(2026, 5, 28, 16, 0))],
        };
        KeptInstance[] kept = [new(new LocalDate(2026, 5, 6), Instant.FromUtc(2026, 5, 6, 7, 0), Instant.FromUtc(2026, 5, 6, 8, 0))];

        var part = ConferencePlanner.Plan(request, [], 0, kept, s_now, s_window).Parts.ShouldHaveSingleItem();

        part.First.ShouldBe(new LocalDate(2026, 5, 13), "a series never begins with an occurrence that is left out");
        part.Last.ShouldBe(new LocalDate(2026, 6, 3), "nor does it end with one");
        part.Slots.Count.ShouldBe(4);
        part.Slots.Where(slot => slot.IsRemoved).Select(slot => slot.Date).ShouldBe([new LocalDate(2026, 5, 20)]);
        part.Instances.Single(slot => slot.Exception is not null).Start.ShouldBe(Instant.FromUtc(2026, 5, 28, 12, 0));
    }

    [Fact]
    public void An_occurrence_of_the_past_that_was_moved_into_the_future_is_booked_by_itself()
    {
        var request = Series(Weekly(IsoDayOfWeek.Wednesday), Numbered(6)) with
        {
            Exceptions = [new ConferenceException(new LocalDate(2026, 5, 6), new LocalDateTime(2026, 5, 14, 9, 0), new LocalDateTime(2026, 5, 14, 10, 0))],
        };

        var plan = Plan(request, Instant.FromUtc(2026, 5, 12, 0, 0), []);

        plan.Parts.Select(part => part.IsSeries).ShouldBe([true, false]);
        plan.Parts[1].First.ShouldBe(new LocalDate(2026, 5, 6));
        Plan(request, Instant.FromUtc(2026, 5, 12, 0, 0), [.. plan.Parts.Select(Held)]).Parts.Select(part => (part.Number, part.First))
            .ShouldBe(plan.Parts.Select(part => (part.Number, part.First)), "planned again, nothing changes");
    }

    [Fact]
    public void A_single_meeting_out_of_the_past_is_booked_under_a_new_number()
    {
        var request = Series(Daily(), NoEnd()) with { Recurrence = null };

        Plan(request).Parts.ShouldHaveSingleItem().Number.ShouldBe(1);
        Plan(request, s_now, [], lastNumber: 1).Parts.ShouldHaveSingleItem().Number.ShouldBe(2);
        Plan(request, Instant.FromUtc(2026, 5, 6, 8, 0), []).Parts.ShouldBeEmpty();
        Plan(request, Instant.FromUtc(2025, 5, 6, 8, 0), []).NextStart.ShouldBe(Instant.FromUtc(2026, 5, 6, 7, 0));
    }

    [Fact]
    public void What_is_planned_of_any_series_is_what_the_calendar_shows()
    {
        const int seed = 20260504;
        for (var round = 0; round < 200; round++)
        {
            var random = new Random(seed + round);
            var request = RandomSeries(random);
            var now = s_now + Duration.FromHours(random.Next(0, 5000));
            var plan = Plan(request, now, []);
            var planned = plan.Parts.SelectMany(part => part.Instances).Select(slot => (slot.Start, slot.End)).OrderBy(time => time).ToList();
            var wanted = Wanted(request, now, now + s_window).Select(occurrence => (occurrence.Start, occurrence.End)).OrderBy(time => time).ToList();
            planned.ShouldBe(wanted, $"seed {seed + round}");
            plan.Parts.ShouldAllBe(part => part.Slots.Count <= ConferencePlanner.MostOccurrences && (part.IsSeries || part.Slots.Count == 1), $"seed {seed + round}");
            plan.Parts.ShouldAllBe(part => part.Slots.All(slot => PartPattern.DayShift(slot) == part.DayShift), $"seed {seed + round}");
            var again = Plan(request, now, [.. plan.Parts.Select(Held)], plan.Parts.Select(part => part.Number).DefaultIfEmpty(0).Max());
            again.Parts.Select(part => (part.Number, part.First, part.Last)).ShouldBe(plan.Parts.Select(part => (part.Number, part.First, part.Last)), $"seed {seed + round}");
        }
    }

    private static ConferencePlan Plan(
        ConferenceRequest request, Instant? now = null, IReadOnlyList<ConferencePart>? held = null, int? lastNumber = null, Duration? window = null) =>
        ConferencePlanner.Plan(request, held ?? [], lastNumber ?? (held ?? []).Select(part => part.Number).DefaultIfEmpty(0).Max(), [], now ?? s_now, window ?? s_window);

    private static ConferencePart Held(PlannedPart part) => new(part.Number, 1, part.First, part.Last, part.Until, null);

    private static IEnumerable<Occurrence> Wanted(ConferenceRequest request, Instant from, Instant to)
    {
        var master = ConferenceTimes.ToEvent(request) with
        {
            CancelledOccurrences = [.. request.Cancellations.Select(date => $"OID.x.{date:uuuu-MM-dd}")],
            ExceptionOccurrences = [.. request.Exceptions.Select(exception => new CalendarEvent
            {
                Type = EventType.Exception,
                Start = new EventTime(exception.Start, request.Zone),
                End = new EventTime(exception.End, request.Zone),
                OriginalStart = TimeZones.ToInstant(exception.Slot + request.Start.TimeOfDay, TimeZones.Find(request.Zone)!),
            })],
        };
        return Occurrences.Of(master, from, to + Duration.Epsilon, int.MaxValue, WindowRule.Overlaps).Items;
    }

    private static ConferenceRequest RandomSeries(Random random)
    {
        var start = new LocalDateTime(2026, 5, 6, random.Next(24), 30);
        var pattern = new RecurrencePattern
        {
            Type = (RecurrencePatternType)random.Next(6),
            Interval = random.Next(1, 4),
            DaysOfWeek = [.. Enumerable.Range(1, 7).Where(_ => random.Next(3) == 0).DefaultIfEmpty(3).Select(day => (IsoDayOfWeek)day)],
            DayOfMonth = random.Next(1, 32),
            Month = random.Next(1, 13),
            Index = (WeekIndex)random.Next(5),
            FirstDayOfWeek = random.Next(2) == 0 ? IsoDayOfWeek.Sunday : IsoDayOfWeek.Monday,
        };
        var range = random.Next(3) switch
        {
            0 => NoEnd(),
            1 => Numbered(random.Next(1, 300)),
            _ => new RecurrenceRange { Type = RecurrenceRangeType.EndDate, StartDate = start.Date, EndDate = start.Date.PlusDays(random.Next(1, 500)) },
        };
        var request = Series(pattern, range) with
        {
            Zone = new[] { "Europe/Sofia", "America/Los_Angeles", "Asia/Tokyo", "UTC" }[random.Next(4)], Start = start, End = start.PlusMinutes(random.Next(1, 120)),
        };
        var dates = RecurrenceExpander.Expand(request.Recurrence!, start.TimeOfDay).Take(30).ToList();
        var chosen = dates.Where(_ => random.Next(6) == 0).ToList();
        return request with
        {
            Cancellations = [.. chosen.Where((_, index) => index % 2 == 0).Select(date => date.Date)],
            Exceptions = [.. chosen.Where((_, index) => index % 2 == 1).Select(date => new ConferenceException(date.Date, date.PlusHours(3), date.PlusHours(4)))],
        };
    }

    private static ConferenceRequest Series(RecurrencePattern pattern, RecurrenceRange range) => new()
    {
        RequestId = "r",
        Kind = ConferenceRequestKind.Book,
        MeetingId = "m",
        Zone = "Europe/Sofia",
        Start = new LocalDateTime(2026, 5, 6, 10, 0),
        End = new LocalDateTime(2026, 5, 6, 11, 0),
        Recurrence = new RecurrenceRule(pattern, range),
        Rooms = [7],
    };

    private static RecurrencePattern Daily() => new() { Type = RecurrencePatternType.Daily };

    private static RecurrencePattern Weekly(IsoDayOfWeek day) => new() { Type = RecurrencePatternType.Weekly, DaysOfWeek = [day] };

    private static RecurrenceRange Numbered(int count) =>
        new() { Type = RecurrenceRangeType.Numbered, StartDate = new LocalDate(2026, 5, 6), NumberOfOccurrences = count };

    private static RecurrenceRange NoEnd() => new() { Type = RecurrenceRangeType.NoEnd, StartDate = new LocalDate(2026, 5, 6) };
}
