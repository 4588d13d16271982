using HybridCalendar.Connector.Requests;
using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>What TMS does not take, or not now: the answer says why, and whether a retry can help.</summary>
public sealed class RefusalTests : IAsyncLifetime
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
    public async Task A_room_that_is_taken_is_told_and_booked_when_it_is_free_again()
    {
        var other = await DoAsync(Meetings.Single() with { MeetingId = "other" });
        var answer = await DoAsync(Meetings.Single());
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Conflict), answer.Text);
        answer.AskAgainAt.ShouldNotBeNull();

        await DoAsync(Meetings.Single().After(other) with { MeetingId = "other", Kind = ConferenceRequestKind.Cancel });
        answer = await DoAsync(Meetings.Single().After(answer));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).ShouldHaveSingleItem().Status.ShouldBe("Pending");
    }

    [Fact]
    public async Task One_occurrence_in_conflict_is_told_and_the_others_are_booked()
    {
        // Somebody else's: a meeting of the calendar may be about to leave the room.
        var stranger = _site.Connector(("Tms:SourceId", "EX:TMSCC-Stranger"));
        await TmsSite.DoAsync(stranger, Meetings.Single() with { MeetingId = "other", Start = new LocalDateTime(2026, 5, 20, 10, 30), End = new LocalDateTime(2026, 5, 20, 11, 30) });

        var answer = await DoAsync(Meetings.Weekly(4));

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Conflict));
        answer.Text.ShouldContain("1 booking ");
        answer.Join.ShouldNotBeNull("the others can be joined");
        (await _site.HeldAsync()).Count(held => held is { Key: "meeting", Status: "Pending" }).ShouldBe(3);
        answer.AskAgainAt!.Value.ShouldBeGreaterThan(_site.Now + Duration.FromHours(5), "it is far ahead");

        await TmsSite.DoAsync(stranger, Meetings.Single() with { MeetingId = "other", Kind = ConferenceRequestKind.Cancel });
        answer = await DoAsync(Meetings.Weekly(4).After(answer));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.CallsAsync("SaveConferenceWithMode")).ShouldBe(2, "the occurrence is saved again, not the series");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_room_that_becomes_free_only_after_the_start_is_booked_for_what_is_left(bool isSeries)
    {
        var stranger = _site.Connector(("Tms:SourceId", "EX:TMSCC-Stranger"));
        var other = Meetings.Single() with { MeetingId = "other" };
        var booked = await TmsSite.DoAsync(stranger, other);
        var wanted = isSeries ? Meetings.Weekly(3) : Meetings.Single();
        var answer = await DoAsync(wanted);
        _site.Clock.Advance(new DateTimeOffset(2026, 5, 6, 7, 10, 0, TimeSpan.Zero) - _site.Clock.GetUtcNow());

        // TMS starts nothing that is defective, and mends nothing by itself.
        answer = await DoAsync(wanted.After(answer));
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Conflict), answer.Text);
        answer.AskAgainAt!.Value.ShouldBeLessThan(_site.Now + Duration.FromMinutes(16), "it should run already");
        await TmsSite.DoAsync(stranger, other.After(booked) with { Kind = ConferenceRequestKind.Cancel });
        answer = await DoAsync(wanted.After(answer));

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        var held = await _site.HeldAsync();
        held.Select(one => one.Status).ShouldBe(isSeries ? ["Ongoing", "Pending", "Pending"] : ["Ongoing"]);
        held[0].Start.ShouldBe(Instant.FromUtc(2026, 5, 6, 7, 0));
    }

    [Fact]
    public async Task Without_a_free_port_the_booking_is_defective_until_there_is_one()
    {
        _site.Tms.BridgePorts = 2;
        var answer = await DoAsync(Meetings.Single());
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.NoPorts), answer.Text);

        _site.Tms.BridgePorts = 100;
        (await DoAsync(Meetings.Single().After(answer))).Outcome.ShouldBe(ConferenceOutcome.Booked);
    }

    [Fact]
    public async Task A_room_that_TMS_refuses_costs_the_others_neither_the_meeting_nor_its_new_time()
    {
        var booked = await DoAsync(Meetings.Single());

        var answer = await DoAsync(Meetings.Single().At(15).After(booked) with { Rooms = [TmsSite.Rila, 4711] });

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomUnknown));
        answer.Text.ShouldContain("4711");
        answer.Text.ShouldContain("does not know a system");
        answer.Join!.SipAddress.ShouldBe(booked.Join!.SipAddress);
        answer.AskAgainAt!.Value.ShouldBeInRange(_site.Now + Duration.FromMinutes(50), _site.Now + Duration.FromHours(1));
        var held = (await _site.HeldAsync()).ShouldHaveSingleItem();
        (held.Start, held.Systems.Single()).ShouldBe((Instant.FromUtc(2026, 5, 6, 12, 0), TmsSite.Rila));
    }

    [Fact]
    public async Task Without_any_room_that_TMS_takes_people_dial_in_all_the_same()
    {
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { AllowBookings = false });

        var answer = await DoAsync(Meetings.Single() with { Rooms = [TmsSite.Rila, 4711] });

        answer.Join.ShouldNotBeNull();
        (answer.Outcome, answer.Text).ShouldSatisfyAllConditions(
            one => one.Outcome.ShouldBe(ConferenceOutcome.RetryLater), one => one.Text.ShouldContain("systems 66, 4711"));
        (await _site.HeldAsync()).ShouldHaveSingleItem().Systems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_meeting_of_nobody_but_a_room_that_TMS_refuses_is_tried_again()
    {
        var hosted = Meetings.Single() with { DialInPlaces = 0, ExternalAddress = "123456@contoso.webex.com" };
        (await DoAsync(hosted with { Rooms = [4711] })).ShouldSatisfyAllConditions(
            answer => answer.Outcome.ShouldBe(ConferenceOutcome.RetryLater), answer => answer.Reason.ShouldBe(ConferenceReason.RoomUnknown));
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { AllowBookings = false });
        (await DoAsync(hosted)).ShouldSatisfyAllConditions(
            answer => answer.Outcome.ShouldBe(ConferenceOutcome.RetryLater), answer => answer.Reason.ShouldBe(ConferenceReason.RoomNotAllowed));
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456@contoso.webex.com")]
    public async Task Many_rooms_keep_the_meeting_and_get_its_new_time_though_TMS_refuses_one(string address)
    {
        var rooms = ManyRooms();
        var meeting = Meetings.Single() with { Rooms = rooms, DialInPlaces = address.Length > 0 ? 0 : 3, ExternalAddress = address };
        var booked = await DoAsync(meeting);
        booked.Outcome.ShouldBe(ConferenceOutcome.Booked, booked.Text);

        var answer = await DoAsync(meeting.At(15).After(booked) with { Rooms = [.. rooms, 4711] });

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomUnknown), answer.Text);
        answer.Text.ShouldContain("the system 4711:");
        var held = (await _site.HeldAsync()).ShouldHaveSingleItem();
        held.Start.ShouldBe(Instant.FromUtc(2026, 5, 6, 12, 0));
        held.Systems.Order().Select(id => (long)id).ShouldBe(rooms);
    }

    [Fact]
    public async Task Many_rooms_stay_in_a_meeting_that_runs_when_one_more_is_invited_that_TMS_refuses()
    {
        var rooms = ManyRooms();
        var meeting = Meetings.Single() with { Rooms = rooms };
        var booked = await DoAsync(meeting);
        _site.Clock.Advance(new DateTimeOffset(2026, 5, 6, 7, 10, 0, TimeSpan.Zero) - _site.Clock.GetUtcNow());

        // Another connector, which has not booked them itself.
        var answer = await TmsSite.DoAsync(_site.Connector(), meeting.After(booked) with { Rooms = [.. rooms, 4711] });

        answer.Outcome.ShouldBe(ConferenceOutcome.RetryLater, answer.Text);
        var held = (await _site.HeldAsync()).ShouldHaveSingleItem();
        held.Status.ShouldBe("Ongoing");
        held.Systems.Order().Select(id => (long)id).ShouldBe(rooms);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meeting_of_nobody_but_a_room_that_TMS_refuses_by_now_is_not_held_at_its_old_time(bool isSeries)
    {
        var hosted = (isSeries ? Meetings.Weekly(4) : Meetings.Single()) with { DialInPlaces = 0, ExternalAddress = "123456@contoso.webex.com" };
        var booked = await DoAsync(hosted);
        var rila = _site.World.Systems.Find(TmsSite.Rila)!;
        _site.World.Systems.Put(rila with { AllowBookings = false });
        // Its title is no reason to take the button from the room.
        var renamed = await DoAsync(hosted.After(booked) with { Title = "Other plans" });
        renamed.Reason.ShouldBe(ConferenceReason.RoomNotAllowed);
        (await _site.HeldAsync()).Count.ShouldBe(isSeries ? 4 : 1);

        var moved = await DoAsync(hosted.At(15).After(renamed));

        (moved.Outcome, moved.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.RoomNotAllowed));
        (await _site.HeldAsync()).ShouldBeEmpty();
        _site.World.Systems.Put(rila);
        (await DoAsync(hosted.At(15).After(moved))).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await _site.HeldAsync()).ShouldAllBe(held => held.Start.InUtc().Hour == 12);
    }

    [Fact]
    public async Task One_occurrence_that_was_moved_leaves_the_others_to_a_room_that_TMS_refuses_by_now()
    {
        var hosted = Meetings.Weekly(4) with { DialInPlaces = 0, ExternalAddress = "123456@contoso.webex.com" };
        var booked = await DoAsync(hosted);
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { AllowBookings = false });
        var moved = new ConferenceException(new LocalDate(2026, 5, 20), new LocalDateTime(2026, 5, 21, 10, 0), new LocalDateTime(2026, 5, 21, 11, 0));

        (await DoAsync(hosted.After(booked) with { Exceptions = [moved] })).Outcome.ShouldBe(ConferenceOutcome.RetryLater);

        (await _site.HeldAsync()).Select(held => held.Start.InUtc().Day).ShouldBe([6, 13, 27]);
    }

    [Fact]
    public async Task A_meeting_that_runs_goes_on_though_it_was_moved_and_TMS_refuses_its_room_by_now()
    {
        var hosted = Meetings.Single() with { DialInPlaces = 0, ExternalAddress = "123456@contoso.webex.com" };
        var booked = await DoAsync(hosted);
        _site.Clock.Advance(new DateTimeOffset(2026, 5, 6, 7, 10, 0, TimeSpan.Zero) - _site.Clock.GetUtcNow());
        _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { AllowBookings = false });

        (await DoAsync(hosted.At(15).After(booked))).Outcome.ShouldBe(ConferenceOutcome.RetryLater);

        (await _site.HeldAsync()).ShouldHaveSingleItem().Status.ShouldBe("Ongoing");
    }

    [Fact]
    public async Task A_missing_option_key_is_named()
    {
        (_site.Tms.IntegrationPackage, _site.Tms.SystemLicences) = (false, 0);

        var answer = await DoAsync(Meetings.Single());

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Licence));
        answer.Text.ShouldContain("L-TMS-APPINT");
    }

    [Fact]
    public async Task An_organizer_that_TMS_does_not_know_gets_the_meeting_booked_all_the_same()
    {
        _site.Tms.CreatesOwners = false;

        var answer = await DoAsync(Meetings.Single() with { Owner = new ConferenceOwner("stranger@contoso.example", "A Stranger", "") });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Notes.ShouldHaveSingleItem();
        (await _site.HeldAsync()).ShouldHaveSingleItem().Owner.ShouldBe(@"CONTOSO\connector");
    }

    [Fact]
    public async Task A_user_whose_time_zone_in_TMS_does_not_match_the_calendar_is_reported()
    {
        var answer = await DoAsync(Meetings.Single() with { Owner = new ConferenceOwner(TmsSite.Anna, "Anna Ivanova", "W. Europe Standard Time") });

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        answer.Notes.ShouldHaveSingleItem().ShouldContain("time zone");
    }

    [Fact]
    public async Task A_time_zone_that_does_not_match_is_reported_also_when_TMS_refuses()
    {
        var answer = await DoAsync(Meetings.Single() with { Rooms = [4711], Owner = new ConferenceOwner(TmsSite.Anna, "Anna Ivanova", "W. Europe Standard Time") });

        (answer.Outcome, answer.OwnerZone).ShouldBe((ConferenceOutcome.RetryLater, "FLE Standard Time"));
        answer.Notes.ShouldHaveSingleItem().ShouldContain("time zone");
    }

    [Fact]
    public async Task What_is_over_is_refused()
    {
        var answer = await DoAsync(Meetings.Single() with { Start = new LocalDateTime(2026, 5, 1, 10, 0), End = new LocalDateTime(2026, 5, 1, 11, 0) });

        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.Refused, ConferenceReason.Past));
    }

    [Fact]
    public async Task A_TMS_that_is_down_is_asked_later_and_nothing_is_lost()
    {
        await _site.StopTmsAsync();
        var answer = await DoAsync(Meetings.Single());
        (answer.Outcome, answer.Reason).ShouldBe((ConferenceOutcome.RetryLater, ConferenceReason.Unreachable));

        await _site.StartTmsAsync();
        (await DoAsync(Meetings.Single())).Outcome.ShouldBe(ConferenceOutcome.Booked);
    }

    [Theory]
    [InlineData("Unavailable", "SaveConferenceWithMode")]
    [InlineData("DatabaseDown", "SaveConferenceWithMode")]
    [InlineData("Drop", "GetConferenceByExternalId")]
    [InlineData("LoseSessions", "SaveConferenceWithMode")]
    [InlineData("LoseAnswer", "SaveConferenceWithMode")]
    [InlineData("LoseAnswer", "GetUsers")]
    public async Task A_fault_that_passes_is_waited_out_within_the_request(string kind, string operation)
    {
        await _site.BreakAsync(kind, operation);

        var answer = await DoAsync(Meetings.Single());

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
        (await _site.HeldAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_licence_session_that_is_lost_again_while_a_meeting_is_booked_is_taken_up_once_more()
    {
        await _site.BreakAsync("LoseSessions", "SaveConferenceWithMode", count: 2);

        var answer = await DoAsync(Meetings.Single());

        answer.Outcome.ShouldBe(ConferenceOutcome.Booked, answer.Text);
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("{\"kind\":\"Book\"}")]
    public async Task A_request_that_cannot_be_read_is_answered(string json)
    {
        var answer = ConferenceJson.ReadAnswer(await _connector.GetRequiredService<IRequestHandler>().HandleAsync("r", json, TestContext.Current.CancellationToken));

        (answer.RequestId, answer.Outcome, answer.Reason).ShouldBe(("r", ConferenceOutcome.Refused, ConferenceReason.BadRequest));
    }

    [Fact]
    public async Task Requests_of_one_meeting_at_once_book_it_once_by_two_connectors_too()
    {
        var other = _site.Connector();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(one => TmsSite.DoAsync(one % 2 == 0 ? _connector : other, Meetings.Single())));
        var late = await TmsSite.DoAsync(other, Meetings.Single());

        answers.Append(late).ShouldAllBe(answer => answer.Outcome == ConferenceOutcome.Booked && answer.Join!.SipAddress == late.Join!.SipAddress);
        (await _site.HeldAsync()).ShouldHaveSingleItem();
    }

    /// <summary>Twelve rooms more, by their ids.</summary>
    private List<long> ManyRooms()
    {
        var rooms = Enumerable.Range(101, 12).ToList();
        foreach (var room in rooms)
            _site.World.Systems.Put(_site.World.Systems.Find(TmsSite.Rila)! with { Id = room, Name = $"Room {room}" });
        return [.. rooms];
    }

    private Task<ConferenceAnswer> DoAsync(ConferenceRequest request) => TmsSite.DoAsync(_connector, request);
}
