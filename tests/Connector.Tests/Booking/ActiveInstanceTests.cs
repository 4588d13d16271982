using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>
/// A series that is edited while one of its instances runs: TMS updates all instances other than the one in progress, and the
/// currently active instance becomes an exception in TMS.
/// </summary>
public sealed class ActiveInstanceTests : IAsyncLifetime
{
    /// <summary>10:30 in Sofia on the second day of the series.</summary>
    private static readonly DateTimeOffset s_during = new(2026, 5, 7, 7, 30, 0, TimeSpan.Zero);

    private static readonly Instant s_runningStart = Instant.FromUtc(2026, 5, 7, 7, 0);
    private static readonly Instant s_runningEnd = Instant.FromUtc(2026, 5, 7, 8, 0);

    private static readonly ConferenceRequest s_yearly = Meetings.Repeat(new RecurrencePattern { Type = RecurrencePatternType.AbsoluteYearly, Month = 5, DayOfMonth = 6 }, 0);

    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;
    private ConferenceAnswer _booked = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _connector = _site.Connector();
        _booked = await TmsSite.DoAsync(_connector, Meetings.Daily(6));
        _booked.Outcome.ShouldBe(ConferenceOutcome.Booked, _booked.Text);
        MoveTo(s_during);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Edited_all_other_instances_follow_and_the_one_in_progress_stays_as_it_was()
    {
        var answer = await DoAsync(Meetings.Daily(6).After(_booked) with { Title = "Edited", Rooms = [TmsSite.Vitosha] });

        await ShouldRunAsItWas();
        var others = await OthersAsync();
        others.Select(one => one.Start.InUtc().Date.Day).ShouldBe([8, 9, 10, 11]);
        others.ShouldAllBe(one => one.Title == "Edited" && one.Systems[0] == TmsSite.Vitosha && one.Status == "Pending");
        answer.Kept.ShouldHaveSingleItem().Slot.ShouldBe(new LocalDate(2026, 5, 7));
        answer.Join!.SipAddress.ShouldBe(_booked.Join!.SipAddress);
    }

    [Fact]
    public async Task Cancelled_while_one_runs_an_occurrence_without_any_room_goes_too_where_TMS_lists_the_series_by_its_rooms()
    {
        _site.Tms.CreatesOwners = false;
        var slot = new LocalDate(2026, 5, 9);
        var series = Meetings.Daily(4) with
        {
            MeetingId = "hidden", Owner = new ConferenceOwner("stranger@contoso.example", "A Stranger", ""), Rooms = [TmsSite.Vitosha],
            Start = new LocalDateTime(2026, 5, 7, 12, 0), End = new LocalDateTime(2026, 5, 7, 13, 0),
            Exceptions = [new ConferenceException(slot, slot.At(new LocalTime(12, 0)), slot.At(new LocalTime(13, 0))) { Rooms = [] }],
        };
        series = series with { Recurrence = series.Recurrence! with { Range = series.Recurrence.Range with { StartDate = new LocalDate(2026, 5, 7) } } };
        var booked = await DoAsync(series);
        (await _site.HeldAsync()).Count(held => held.Key == "hidden").ShouldBe(4);
        MoveTo(new DateTimeOffset(2026, 5, 7, 9, 30, 0, TimeSpan.Zero));

        (await DoAsync(series.After(booked) with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);

        (await _site.HeldAsync()).Where(held => held.Key == "hidden").ShouldHaveSingleItem().Status.ShouldBe("Ongoing");
    }

    [Fact]
    public async Task An_occurrence_that_TMS_left_out_as_it_meets_what_runs_is_asked_for_again_when_that_ends()
    {
        var night = Meetings.Daily(6) with { MeetingId = "night", Start = new LocalDateTime(2026, 5, 6, 23, 30), End = new LocalDateTime(2026, 5, 7, 0, 30) };
        var booked = await DoAsync(night);
        // Ten past midnight in Sofia, in the first one; the second is to begin at a quarter past.
        MoveTo(new DateTimeOffset(2026, 5, 7, 21, 10, 0, TimeSpan.Zero));
        var moved = night.After(booked) with { Start = new LocalDateTime(2026, 5, 6, 0, 15), End = new LocalDateTime(2026, 5, 6, 1, 15) };

        var answer = await DoAsync(moved);
        (answer.Outcome, answer.AskAgainAt).ShouldBe((ConferenceOutcome.Booked, Instant.FromUtc(2026, 5, 7, 21, 30)), answer.Text);
        MoveTo(new DateTimeOffset(2026, 5, 7, 21, 31, 0, TimeSpan.Zero));
        answer = await DoAsync(moved.After(answer));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).ShouldContain(held => held.Key == "night" && held.Start == Instant.FromUtc(2026, 5, 7, 21, 15));
    }

    [Theory]
    [InlineData(0, "It runs and stays to its end: nothing is to be done.")]
    [InlineData(15, "an invited room is taken by another conference in TMS.")]
    public async Task Another_meeting_that_wants_its_room_for_just_its_time_is_told_that_it_runs(int minutesLater, string reason)
    {
        var start = new LocalDateTime(2026, 5, 7, 10, minutesLater);
        var other = Meetings.Single() with { MeetingId = "other", Start = start, End = start.PlusHours(1) };

        var answer = await DoAsync(other);
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Conflict));
        answer.Text.ShouldEndWith(reason);
        (await _site.HeldAsync()).Where(held => held.Status == "Ongoing").ShouldHaveSingleItem().Address.ShouldBe(_booked.Join!.SipAddress);
    }

    [Fact]
    public async Task Moved_to_a_later_hour_the_instance_in_progress_is_not_booked_twice()
    {
        var moved = Meetings.Daily(6).At(16);
        var answer = await DoAsync(moved.After(_booked));

        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start).ShouldBe(Days(8, 11).Select(day => At(day, 13)));

        // Edited again while it still runs, and once more after its end: the slot stays what it was.
        answer = await DoAsync(moved.After(answer) with { Title = "Again" });
        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => (one.Title, one.Start)).ShouldBe(Days(8, 11).Select(day => ("Again", At(day, 13))));
        MoveTo(s_during.AddHours(1));
        await DoAsync(moved.After(answer) with { Title = "After" });
        (await _site.HeldAsync()).Select(one => (one.Title, one.Start)).ShouldBe(Days(8, 11).Select(day => ("After", At(day, 13))));
    }

    [Fact]
    public async Task Moved_into_the_time_of_the_instance_in_progress_the_rest_follows()
    {
        await DoAsync(Meetings.Daily(6).At(10, 30).After(_booked));

        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start).ShouldBe(Days(8, 11).Select(day => At(day, 7) + Duration.FromMinutes(30)));
    }

    [Fact]
    public async Task Moved_to_other_days_the_instance_in_progress_stays()
    {
        var weekly = Meetings.Repeat(new RecurrencePattern { Type = RecurrencePatternType.Weekly, DaysOfWeek = [IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday] }, 4);

        await DoAsync(weekly.After(_booked));

        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start.InUtc().Date.Day).ShouldBe([8, 14, 15]);
    }

    [Fact]
    public async Task Shortened_to_end_with_the_instance_in_progress_nothing_but_it_is_left()
    {
        var answer = await DoAsync(Meetings.Daily(2).After(_booked));

        await ShouldRunAsItWas();
        (await OthersAsync()).ShouldBeEmpty();
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
    }

    [Fact]
    public async Task Shortened_beyond_the_instance_in_progress_the_rest_is_cut()
    {
        await DoAsync(Meetings.Daily(4).After(_booked));

        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start.InUtc().Date.Day).ShouldBe([8, 9]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_next_one_lies_beyond_the_booking_window_the_instance_in_progress_is_joined_to_its_end(bool isEditedBefore)
    {
        var before = isEditedBefore ? await DoAsync(Meetings.Daily(6).After(_booked) with { Title = "Edited" }) : _booked;

        var answer = await DoAsync(s_yearly.After(before));

        await ShouldRunAsItWas();
        (await OthersAsync()).ShouldBeEmpty();
        answer.AskAgainAt.ShouldBe(s_runningEnd);
        // By what TMS still has of the series, or by what the invitation holds already.
        (answer.Join?.SipAddress ?? _booked.Join!.SipAddress).ShouldBe(_booked.Join!.SipAddress);
        answer.Outcome.ShouldBe(isEditedBefore ? ConferenceOutcome.RetryLater : ConferenceOutcome.Booked, answer.Text);
        answer.Kept.ShouldHaveSingleItem().IsRunning(_site.Now).ShouldBeTrue();

        MoveTo(s_during.AddHours(1));
        var after = await DoAsync(s_yearly.After(answer));
        (after.Outcome, after.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.BookingWindow));
        after.Kept.ShouldNotContain(instance => instance.IsRunning(_site.Now));
        after.AskAgainAt!.Value.ShouldBeGreaterThan(s_runningEnd + Duration.FromDays(100));
    }

    [Fact]
    public async Task Edited_and_then_shortened_to_end_with_the_instance_in_progress_nothing_is_to_be_done()
    {
        var edited = await DoAsync(Meetings.Daily(6).After(_booked) with { Title = "Edited" });

        var answer = await DoAsync(Meetings.Daily(2).After(edited) with { Title = "Edited" });

        await ShouldRunAsItWas();
        (await OthersAsync()).ShouldBeEmpty();
        (answer.Outcome, answer.AskAgainAt).ShouldBe((ConferenceOutcome.Booked, null));
        answer.Kept.ShouldHaveSingleItem().End.ShouldBe(s_runningEnd);
    }

    [Fact]
    public async Task Cancelled_the_instance_in_progress_runs_on_to_its_end()
    {
        var answer = await DoAsync(Meetings.Daily(6).After(_booked) with { Kind = ConferenceRequestKind.Cancel });

        answer.Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        await ShouldRunAsItWas();
        (await OthersAsync()).ShouldBeEmpty();
        MoveTo(s_during.AddHours(1));
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_occurrence_deleted_or_moved_while_it_runs_stays_and_the_others_too()
    {
        var answer = await DoAsync(Meetings.Daily(6).After(_booked) with
        {
            Cancellations = [new LocalDate(2026, 5, 7)],
            Exceptions = [new ConferenceException(new LocalDate(2026, 5, 9), new LocalDateTime(2026, 5, 9, 18, 0), new LocalDateTime(2026, 5, 9, 19, 0))],
        });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start).ShouldBe([At(8, 7), At(9, 15), At(10, 7), At(11, 7)]);
    }

    [Fact]
    public async Task Edited_by_a_connector_that_knows_of_nothing_it_is_the_same()
    {
        await TmsSite.DoAsync(_site.Connector(), Meetings.Daily(6).At(16));

        await ShouldRunAsItWas();
        (await OthersAsync()).Select(one => one.Start).ShouldBe(Days(8, 11).Select(day => At(day, 13)));
    }

    [Fact]
    public async Task Not_edited_nothing_is_touched()
    {
        var before = await _site.HeldAsync();

        var answer = await DoAsync(Meetings.Daily(6).After(_booked));

        (await _site.HeldAsync()).ShouldBe(before, HeldComparer.Instance);
        answer.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_single_meeting_that_is_moved_away_while_it_runs_is_booked_at_its_new_time_too()
    {
        var single = Meetings.Single() with { MeetingId = "single", Start = new LocalDateTime(2026, 5, 7, 11, 0), End = new LocalDateTime(2026, 5, 7, 12, 0), Rooms = [TmsSite.Vitosha] };
        var booked = await DoAsync(single);
        MoveTo(s_during.AddMinutes(40));

        var answer = await DoAsync(single.At(15).After(booked));

        answer.Notes.ShouldHaveSingleItem().ShouldContain("until it ends");
        (await SingleAsync()).ShouldBe([("single", At(7, 8), "Ongoing"), ("single#2", At(7, 12), "Pending")]);
        answer.Join!.SipAddress.ShouldBe((await _site.HeldAsync()).Single(one => one.Key == "single#2").Address, "what is to come is joined");

        var again = await DoAsync(single.At(15).After(answer));
        (await SingleAsync()).Count.ShouldBe(2);
        MoveTo(s_during.AddHours(2));
        answer = await DoAsync(single.At(15).After(again) with { Title = "Later" });
        (await SingleAsync()).ShouldBe([("single#2", At(7, 12), "Pending")]);
        answer.Join!.SipAddress.ShouldBe(again.Join!.SipAddress);
    }

    [Fact]
    public async Task A_single_meeting_that_is_moved_beyond_the_booking_window_while_it_runs_is_joined_to_its_end()
    {
        var single = Meetings.Single() with { MeetingId = "single", Start = new LocalDateTime(2026, 5, 7, 11, 0), End = new LocalDateTime(2026, 5, 7, 12, 0), Rooms = [TmsSite.Vitosha] };
        var booked = await DoAsync(single);
        MoveTo(s_during.AddMinutes(40));
        var moved = single with { Start = single.Start.PlusYears(1), End = single.End.PlusYears(1) };

        var answer = await DoAsync(moved.After(booked));

        (await SingleAsync()).ShouldBe([("single", At(7, 8), "Ongoing")]);
        (answer.Join!.SipAddress, answer.AskAgainAt).ShouldBe((booked.Join!.SipAddress, At(7, 9)));
        MoveTo(s_during.AddHours(2));
        (await DoAsync(moved.After(answer))).Reason.ShouldBe(ConferenceReason.BookingWindow);
    }

    [Fact]
    public async Task A_single_meeting_that_is_moved_away_and_back_while_it_runs_is_the_one_that_runs()
    {
        var single = Meetings.Single() with { MeetingId = "single", Start = new LocalDateTime(2026, 5, 7, 11, 0), End = new LocalDateTime(2026, 5, 7, 12, 0), Rooms = [TmsSite.Vitosha] };
        var booked = await DoAsync(single);
        MoveTo(s_during.AddMinutes(40));
        var moved = await DoAsync(single.At(15).After(booked));

        var answer = await DoAsync(single.After(moved));

        (await SingleAsync()).ShouldBe([("single", At(7, 8), "Ongoing")]);
        answer.Join!.SipAddress.ShouldBe(booked.Join!.SipAddress);
    }

    [Fact]
    public async Task A_single_meeting_that_is_moved_a_little_while_it_runs_ends_when_it_is_to()
    {
        var single = Meetings.Single() with { MeetingId = "single", Start = new LocalDateTime(2026, 5, 7, 11, 0), End = new LocalDateTime(2026, 5, 7, 12, 0), Rooms = [TmsSite.Vitosha] };
        var booked = await DoAsync(single);
        MoveTo(s_during.AddMinutes(40));

        var answer = await DoAsync(single.At(11, 30).After(booked));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Notes.ShouldHaveSingleItem().ShouldContain("keeps its start");
        var held = (await _site.HeldAsync()).Where(one => one.Key.StartsWith("single", StringComparison.Ordinal)).ShouldHaveSingleItem();
        (held.Start, held.End).ShouldBe((At(7, 8), At(7, 9) + Duration.FromMinutes(30)));
    }

    private async Task<IReadOnlyList<(string Key, Instant Start, string Status)>> SingleAsync() =>
        [.. (await _site.HeldAsync()).Where(one => one.Key.StartsWith("single", StringComparison.Ordinal)).Select(one => (one.Key, one.Start, one.Status)).OrderBy(one => one.Start)];

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);

    private void MoveTo(DateTimeOffset time) => _site.Clock.Advance(time - _site.Clock.GetUtcNow());

    private async Task ShouldRunAsItWas()
    {
        var running = (await _site.HeldAsync()).Where(one => one.Status == "Ongoing").ShouldHaveSingleItem();
        (running.Title, running.Start, running.End).ShouldBe(("Plans", s_runningStart, s_runningEnd));
        running.Systems.ShouldBe([TmsSite.Rila]);
        running.Address.ShouldBe(_booked.Join!.SipAddress, "people who are in it stay in it");
    }

    private async Task<IReadOnlyList<Held>> OthersAsync() => [.. (await _site.HeldAsync()).Where(one => one.Status != "Ongoing")];

    private static IEnumerable<int> Days(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static Instant At(int day, int hour) => Instant.FromUtc(2026, 5, day, hour, 0);
}
