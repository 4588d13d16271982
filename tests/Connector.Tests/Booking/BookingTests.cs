using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>What a connector books in TMS, as TMS's own list shows it.</summary>
public sealed class BookingTests : IAsyncLifetime
{
    private TmsSite _site = null!;
    private IServiceProvider _connector = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await TmsSite.StartAsync();
        _connector = _site.Connector();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task TMS_creates_the_meeting_on_the_bridge_and_the_join_details_come_back()
    {
        var answer = await DoAsync(Meetings.Single());

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        var held = (await _site.HeldAsync()).ShouldHaveSingleItem();
        (held.Title, held.Start, held.End, held.Status).ShouldBe(("Plans", Instant.FromUtc(2026, 5, 6, 7, 0), Instant.FromUtc(2026, 5, 6, 8, 0), "Pending"));
        held.ExternalService.ShouldBe("Calendar Connector");
        held.Owner.ShouldBe(@"CONTOSO\anna");
        held.Systems.ShouldBe([TmsSite.Rila]);
        answer.Join!.SipAddress.ShouldBe(held.Address);
        answer.Join.NumericId.ShouldBe(held.Address.Split('@')[0]);
        answer.Join.WebLink.ShouldStartWith("https://");
        answer.Join.PhoneNumbers.ShouldHaveSingleItem().Label.ShouldBe("Sofia");
        answer.Notes.ShouldBeEmpty();
        (await _site.PassedOverAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asked_again_also_by_another_connector_it_is_booked_once()
    {
        var request = Meetings.Weekly(10);
        var first = await DoAsync(request);
        var before = await _site.HeldAsync();

        var again = await TmsSite.DoAsync(_site.Connector(), request);
        var known = await DoAsync(request.After(first));

        again.Join!.SipAddress.ShouldBe(first.Join!.SipAddress);
        known.Outcome.ShouldBe(ConferenceOutcome.Booked, known.Text);
        (await _site.HeldAsync()).ShouldBe(before, HeldComparer.Instance);
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(1, "what TMS holds already is not saved again");
    }

    [Fact]
    public async Task A_private_meeting_is_marked_so_for_its_devices_and_no_more_when_it_is_not()
    {
        var meeting = Meetings.Single() with { IsPrivate = true };
        var first = await DoAsync(meeting);
        (await _site.PrivacyAsync()).ShouldBe(["Private"]);
        await DoAsync(meeting.After(first));
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(1);
        await DoAsync(meeting.After(first) with { IsPrivate = false });
        (await _site.PrivacyAsync()).ShouldBe(["Public"]);
    }

    [Fact]
    public async Task An_occurrence_gets_and_loses_a_title_and_rooms_of_its_own()
    {
        var series = Meetings.Weekly(3);
        var answer = await DoAsync(series);
        var changed = Changed(13) with { Title = "Review", Rooms = [TmsSite.Rila, TmsSite.Vitosha] };
        answer = await DoAsync(series.After(answer) with { Exceptions = [changed] });
        (await ShownAsync()).ShouldBe(["Plans 66", "Review 66,67", "Plans 66"]);
        answer = await DoAsync(series.After(answer) with { Exceptions = [changed with { Rooms = [TmsSite.Vitosha] }] });
        (await ShownAsync()).ShouldBe(["Plans 66", "Review 67", "Plans 66"]);
        answer = await DoAsync(series.After(answer) with { Exceptions = [changed with { Title = null, Rooms = [TmsSite.Rila] }] });
        (await ShownAsync()).ShouldBe(["Plans 66", "Plans 66", "Plans 66"]);
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
    }

    [Fact]
    public async Task A_room_that_is_invited_to_one_occurrence_of_a_series_without_rooms_is_booked_for_that_one()
    {
        var series = Meetings.Weekly(5) with { Rooms = [], DialInPlaces = 0, ExternalAddress = "42@partner.example" };
        var answer = await DoAsync(series with { Exceptions = [Changed(13) with { Rooms = [TmsSite.Rila] }, Changed(27) with { Rooms = [TmsSite.Vitosha] }] });
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await ShownAsync()).ShouldBe(["Plans 66", "Plans 67"]);
        answer = await DoAsync(series.After(answer) with { Exceptions = [Changed(27) with { Rooms = [TmsSite.Vitosha] }] });
        (await ShownAsync()).ShouldBe(["Plans 67"]);
        await DoAsync(series.After(answer));
        (await ShownAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_occurrence_that_becomes_a_meeting_of_its_own_is_booked_once_and_its_conflict_passes_soon()
    {
        var series = Meetings.Weekly(3);
        var answer = await DoAsync(series);
        var own = Meetings.Single() with { MeetingId = "occurrence", Title = "Own", Start = new LocalDateTime(2026, 5, 13, 10, 0), End = new LocalDateTime(2026, 5, 13, 11, 0) };
        var early = await DoAsync(own);
        (early.Outcome, early.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Conflict));
        early.AskAgainAt!.Value.ShouldBeLessThan(_site.Now + Duration.FromMinutes(3), "the series is about to give the room up");
        await DoAsync(series.After(answer) with { Cancellations = [new LocalDate(2026, 5, 13)] });
        (await DoAsync(own.After(early))).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await ShownAsync()).ShouldBe(["Plans 66", "Own 66", "Plans 66"]);
        (await _site.HeldAsync()).ShouldAllBe(held => held.Status == "Pending");
    }

    private static ConferenceException Changed(int day) =>
        new(new LocalDate(2026, 5, day), new LocalDateTime(2026, 5, day, 10, 0), new LocalDateTime(2026, 5, day, 11, 0));

    private async Task<IEnumerable<string>> ShownAsync() =>
        (await _site.HeldAsync()).OrderBy(held => held.Start).Select(held => $"{held.Title} {string.Join(',', held.Systems.Order())}");

    [Fact]
    public async Task A_title_with_characters_that_XML_forbids_is_booked_without_them_and_once()
    {
        var meeting = Meetings.Single() with { Title = "Pla\u000Bns \uD83C\uDF89" };
        var answer = await DoAsync(meeting);
        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await DoAsync(meeting.After(answer))).Outcome.ShouldBe(ConferenceOutcome.Booked);

        (await _site.HeldAsync()).ShouldHaveSingleItem().Title.ShouldBe("Plans \uD83C\uDF89");
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(1, "nothing has changed");
    }

    [Fact]
    public async Task A_booking_whose_answer_was_lost_is_found_and_not_made_twice()
    {
        await DoAsync(Meetings.Single() with { MeetingId = "warm" });
        await _site.BreakAsync("LoseAnswer", "SaveConferenceWithMode");

        var answer = await DoAsync(Meetings.Single().At(14));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).Count(held => held.Key == "meeting").ShouldBe(1);
    }

    [Fact]
    public async Task A_series_within_TMS_limits_is_one_conference_and_keeps_its_wall_time_over_the_clock_change()
    {
        var answer = await DoAsync(Meetings.Weekly(30));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Parts.ShouldHaveSingleItem();
        var held = await _site.HeldAsync();
        held.Count.ShouldBe(26, "as far as the booking window reaches");
        var sofia = TimeZones.Find("Europe/Sofia")!;
        held.ShouldAllBe(one => one.Start.InZone(sofia).TimeOfDay == new LocalTime(10, 0));
        held.Select(one => one.Start.InZone(sofia).Date.DayOfWeek).Distinct().ShouldBe([IsoDayOfWeek.Wednesday]);
        answer.AskAgainAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_daily_series_without_end_is_booked_in_rolling_parts_without_gap()
    {
        var request = Meetings.Daily(0);
        var answer = await DoAsync(request);
        answer.Parts.Select(part => part.Number).ShouldBe([1, 2]);
        (await _site.HeldAsync()).Count.ShouldBe(178);

        for (var round = 0; round < 3; round++)
        {
            _site.Clock.Advance(answer.AskAgainAt!.Value.ToDateTimeOffset() - _site.Clock.GetUtcNow());
            answer = await DoAsync(request.After(answer));
            answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
            var days = (await _site.HeldAsync()).Select(held => held.Start.InUtc().Date).ToList();
            days.ShouldBe(days.Distinct().Order());
            Period.DaysBetween(days[0], days[^1]).ShouldBe(days.Count - 1, "no day is left out");
            days[^1].ShouldBeGreaterThan(_site.Now.InUtc().Date.PlusDays(170));
            answer.Join!.SipAddress.ShouldBe((await _site.HeldAsync())[0].Address, "how to join the next one");
        }
    }

    [Fact]
    public async Task A_yearly_series_is_booked_when_it_comes_within_the_window()
    {
        var request = Meetings.Repeat(new RecurrencePattern { Type = RecurrencePatternType.AbsoluteYearly, Month = 5, DayOfMonth = 6 }, 0);
        var answer = await DoAsync(request);
        (await _site.HeldAsync()).ShouldHaveSingleItem();

        _site.Clock.Advance(answer.AskAgainAt!.Value.ToDateTimeOffset() - _site.Clock.GetUtcNow());
        answer = await DoAsync(request.After(answer));

        (await _site.HeldAsync()).ShouldHaveSingleItem().Start.ShouldBe(Instant.FromUtc(2027, 5, 6, 7, 0));
        answer.Parts.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_window_shorter_than_ours_is_found_out()
    {
        _site.Tms.BookingWindowDays = 30;

        var answer = await DoAsync(Meetings.Daily(0));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).Count.ShouldBeInRange(28, 31);
        var late = await DoAsync(Meetings.Single() with { MeetingId = "late", Start = new LocalDateTime(2026, 8, 6, 10, 0), End = new LocalDateTime(2026, 8, 6, 11, 0) });
        (late.Outcome, late.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.BookingWindow));
        late.AskAgainAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_start_that_TMS_refuses_as_too_far_ahead_costs_nothing_that_lies_nearer()
    {
        _site.Tms.BookingWindowDays = 170;
        var near = Meetings.Single() with { MeetingId = "near", Start = new LocalDateTime(2026, 9, 6, 10, 0), End = new LocalDateTime(2026, 9, 6, 11, 0) };
        var booked = await DoAsync(near);
        var far = Meetings.Single() with { MeetingId = "far", Start = new LocalDateTime(2026, 10, 26, 10, 0), End = new LocalDateTime(2026, 10, 26, 11, 0) };
        (await DoAsync(far)).Reason.ShouldBe(ConferenceReason.BookingWindow);

        (await DoAsync(near.After(booked) with { Title = "Renamed" })).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await _site.HeldAsync()).ShouldHaveSingleItem().Title.ShouldBe("Renamed");
        (await DoAsync(near.At(15) with { MeetingId = "new" })).Outcome.ShouldBe(ConferenceOutcome.Booked);

        _site.Tms.BookingWindowDays = 180;
        _site.Clock.Advance(TimeSpan.FromHours(25));
        (await DoAsync(far)).Outcome.ShouldBe(ConferenceOutcome.Booked);
    }

    [Fact]
    public async Task What_TMS_holds_beyond_a_window_that_was_shortened_is_not_given_up_for_a_new_title()
    {
        var far = Meetings.Single() with { Start = new LocalDateTime(2026, 10, 6, 10, 0), End = new LocalDateTime(2026, 10, 6, 11, 0) };
        var booked = await DoAsync(far);
        _site.Tms.BookingWindowDays = 30;

        (await DoAsync(far.After(booked) with { Title = "Renamed" })).Reason.ShouldBe(ConferenceReason.BookingWindow);
        (await _site.HeldAsync()).ShouldHaveSingleItem().Address.ShouldBe(booked.Join!.SipAddress);

        var moved = await DoAsync(far.At(15).After(booked));
        (moved.Reason, moved.Parts.Count).ShouldBe((ConferenceReason.BookingWindow, 0));
        (await _site.HeldAsync()).ShouldBeEmpty("nobody meets at that time");
    }

    [Fact]
    public async Task A_cancel_that_knows_of_no_parts_and_is_cut_off_between_them_finds_them_all()
    {
        await DoAsync(Meetings.Daily(0));
        await _site.BreakAsync("LoseAnswer", "DeleteConferenceByExternalId");

        (await DoAsync(new ConferenceRequest { RequestId = "c", Kind = ConferenceRequestKind.Cancel, MeetingId = "meeting" })).Outcome.ShouldBe(ConferenceOutcome.Cancelled);

        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_booking_that_fails_after_it_was_saved_names_what_TMS_holds()
    {
        await _site.BreakAsync("DatabaseDown", "GetConferencesForUser", count: 20);

        var answer = await DoAsync(Meetings.Daily(0));

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Unreachable));
        answer.Parts.Select(part => part.Number).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_invitation_says_how_to_join_the_occurrence_that_comes_next_also_beside_one_that_was_moved()
    {
        var daily = Meetings.Daily(10);
        var answer = await DoAsync(daily);
        _site.Clock.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(5));
        var moved = new ConferenceException(new LocalDate(2026, 5, 6), new LocalDateTime(2026, 5, 9, 15, 0), new LocalDateTime(2026, 5, 9, 16, 0));

        answer = await DoAsync(daily.After(answer) with { Exceptions = [moved] });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Parts.Count.ShouldBe(2);
        answer.Join!.SipAddress.ShouldBe((await _site.HeldAsync()).MinBy(held => held.Start)!.Address);
        answer.AskAgainAt.ShouldBe(Instant.FromUtc(2026, 5, 9, 8, 0), "then the one that was moved is the next");
    }

    [Fact]
    public async Task An_edit_changes_the_same_conference_and_its_address_stays()
    {
        var request = Meetings.Weekly(5);
        var first = await DoAsync(request);

        var moved = await DoAsync((request.After(first) with { Title = "Other plans", Rooms = [TmsSite.Vitosha] }).At(15));

        moved.Join!.SipAddress.ShouldBe(first.Join!.SipAddress);
        var held = await _site.HeldAsync();
        held.Count.ShouldBe(5);
        held.ShouldAllBe(one => one.Title == "Other plans" && one.Start.InUtc().Hour == 12 && one.Systems.Count == 1 && one.Systems[0] == TmsSite.Vitosha);
    }

    [Fact]
    public async Task Moved_and_deleted_occurrences_are_so_in_TMS_and_back_again()
    {
        var request = Meetings.Weekly(5);
        var answer = await DoAsync(request);
        var edited = request.After(answer) with
        {
            Cancellations = [new LocalDate(2026, 5, 20)],
            Exceptions = [new ConferenceException(new LocalDate(2026, 5, 13), new LocalDateTime(2026, 5, 14, 12, 0), new LocalDateTime(2026, 5, 14, 12, 30)) { Title = "Moved", Rooms = [TmsSite.Vitosha] }],
        };

        answer = await DoAsync(edited);

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        var held = await _site.HeldAsync();
        held.Select(one => one.Start.InUtc().Date).ShouldBe([new(2026, 5, 6), new(2026, 5, 14), new(2026, 5, 27), new(2026, 6, 3)]);
        (held[1].Title, held[1].End - held[1].Start, held[1].Systems[0]).ShouldBe(("Moved", Duration.FromMinutes(30), TmsSite.Vitosha));
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2, "an occurrence is changed by itself, after its room was tried");

        await DoAsync(request.After(answer) with { Title = "Renamed" });
        (await _site.HeldAsync()).Select(one => one.Start.InUtc().Date).ShouldBe([new(2026, 5, 6), new(2026, 5, 13), new(2026, 5, 20), new(2026, 5, 27), new(2026, 6, 3)]);
    }

    [Fact]
    public async Task A_series_edited_with_exceptions_keeps_them()
    {
        var request = Meetings.Weekly(5) with
        {
            Exceptions = [new ConferenceException(new LocalDate(2026, 5, 13), new LocalDateTime(2026, 5, 14, 12, 0), new LocalDateTime(2026, 5, 14, 13, 0))],
            Cancellations = [new LocalDate(2026, 5, 27)],
        };
        var answer = await DoAsync(request);

        await DoAsync(request.After(answer) with { Title = "Renamed" });

        var held = await _site.HeldAsync();
        held.Select(one => one.Start.InUtc().Date).ShouldBe([new(2026, 5, 6), new(2026, 5, 14), new(2026, 5, 20), new(2026, 6, 3)]);
        held.ShouldAllBe(one => one.Title == "Renamed");
    }

    [Fact]
    public async Task A_shortened_series_gives_its_rooms_free_and_a_cancelled_one_all()
    {
        var request = Meetings.Daily(0);
        var answer = await DoAsync(request);

        answer = await DoAsync(Meetings.Daily(3).After(answer));
        (await _site.HeldAsync()).Count.ShouldBe(3);
        answer.Parts.ShouldHaveSingleItem();

        answer = await DoAsync(request.After(answer) with { Kind = ConferenceRequestKind.Cancel });
        answer.Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
        (await DoAsync(request with { Kind = ConferenceRequestKind.Cancel })).Outcome.ShouldBe(ConferenceOutcome.Cancelled, "cancelled twice is cancelled");
        (await DoAsync(request.After(answer) with { Kind = ConferenceRequestKind.Look })).Reason.ShouldBe(ConferenceReason.NotBooked);
    }

    [Fact]
    public async Task A_cancel_that_knows_of_no_parts_finds_them_all()
    {
        await DoAsync(Meetings.Daily(0));
        var seen = await DoAsync(Meetings.Daily(0) with { Kind = ConferenceRequestKind.Look });
        seen.Parts.Select(part => part.Number).ShouldBe([1, 2]);
        seen.Join.ShouldNotBeNull();

        await DoAsync(new ConferenceRequest { RequestId = "c", Kind = ConferenceRequestKind.Cancel, MeetingId = "meeting" });

        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_room_of_a_meeting_hosted_elsewhere_dials_there()
    {
        var answer = await DoAsync(Meetings.Single() with { DialInPlaces = 0, ExternalAddress = "123456@contoso.webex.com" });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Join.ShouldBeNull("the details are the other service's");
        (await _site.HeldAsync()).ShouldHaveSingleItem().Address.ShouldBe("123456@contoso.webex.com");
    }

    [Fact]
    public async Task A_meeting_that_needs_TMS_no_more_is_taken_out()
    {
        var answer = await DoAsync(Meetings.Single());

        answer = await DoAsync(Meetings.Single().After(answer) with { Rooms = [], DialInPlaces = 0 });

        answer.Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_single_meeting_becomes_a_series_and_single_again()
    {
        var answer = await DoAsync(Meetings.Single());
        answer = await DoAsync(Meetings.Weekly(4).After(answer));
        (await _site.HeldAsync()).Count.ShouldBe(4);

        answer = await DoAsync(Meetings.Single().After(answer));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).ShouldHaveSingleItem();
    }

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);
}
