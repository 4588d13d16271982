using System.Net.Http.Json;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>A series and TMS: what is asked, in which order, and what becomes of the answers.</summary>
public sealed class SeriesConferenceTests : IClassFixture<MovableGateway>, IAsyncLifetime
{
    private static readonly ConferenceJoin s_join = new() { SipAddress = "8001@meet.contoso.example", NumericId = "8001" };
    private readonly FakeTime _time;
    private readonly GatewayHost _gateway;
    private readonly ConnectorStandIn _connector;

    /// <summary>Tests move the clock; it stays the first Monday of 2027.</summary>
    private readonly DateTimeOffset _now;

    public SeriesConferenceTests(MovableGateway world)
    {
        (_time, _gateway, _connector) = (world.Time, world.Gateway, new ConnectorStandIn(world.Gateway));
        _now = _time.GetUtcNow();
    }

    public async ValueTask InitializeAsync() => await _connector.PrepareAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Meet_asks_TMS_once_and_the_answer_brings_the_join_details()
    {
        var series = await SeeAsync(Meet("one"));
        var asked = await _connector.NextAsync();
        (asked.Kind, asked.Title, asked.DialInPlaces, asked.ExternalAddress).ShouldBe((ConferenceRequestKind.Book, "Plan", 2, ""));
        asked.Rooms.ShouldBe([66]);
        asked.Owner!.Address.ShouldBe("anna@contoso.example");
        (await series.GetJoin()).State.ShouldBe(SeriesJoinState.Pending);
        await series.Saw(Meet("one"));
        (await _connector.HasMoreAsync()).ShouldBeFalse();

        await _connector.AnswerAsync(Booked(asked) with { Notes = ["The owner's time zone in TMS is another."] });
        await UntilAsync(async () => (await series.GetJoin()).Target is { Address: "8001@meet.contoso.example", Platform: MeetingPlatform.Other });
        var lines = await LinesAsync(series);
        lines.ShouldContain("TMS holds the meeting.");
        lines.ShouldContain("The owner's time zone in TMS is another.");
        await series.Saw(Meet("one"));
        (await _connector.HasMoreAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_changes_meanwhile_is_asked_after_the_answer_and_a_cancellation_last()
    {
        var series = await SeeAsync(Meet("two"));
        var first = await _connector.NextAsync();
        await series.Saw(Meet("two") with { Subject = "Plan B" });
        await series.Saw(Meet("two") with { Subject = "Plan C" });
        (await _connector.HasMoreAsync()).ShouldBeFalse("the first is not answered");
        await _connector.AnswerAsync(Booked(first));
        var second = await _connector.NextAsync();
        (second.Title, second.RequestId == first.RequestId).ShouldBe(("Plan C", false));
        second.Parts.Single().ConferenceId.ShouldBe(1001);
        await series.Removed();
        await _connector.AnswerAsync(Booked(second));
        var third = await _connector.NextAsync();
        (third.Kind, third.MeetingId).ShouldBe((ConferenceRequestKind.Cancel, first.MeetingId));
        await _connector.AnswerAsync(new ConferenceAnswer { RequestId = third.RequestId, Outcome = ConferenceOutcome.Cancelled });
        await UntilAsync(async () => (await LinesAsync(series)).Contains("TMS holds nothing of the meeting any more."));
        (await _connector.HasMoreAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_occurrence_that_has_nothing_of_its_own_any_more_is_left_to_its_series()
    {
        var found = new FoundTarget("42@partner.example", JoinProtocol.SIP, MeetingPlatform.Other, "rule", FoundIn.Location);
        var own = Meet("occurrence") with { Keyword = null, Found = found };
        var series = await SeeAsync(own);
        var asked = await _connector.NextAsync();
        (asked.Kind, asked.ExternalAddress).ShouldBe((ConferenceRequestKind.Book, "42@partner.example"));
        await _connector.AnswerAsync(Booked(asked));

        await series.Saw(own with { Found = null, IsOfSeries = true });

        (await _connector.NextAsync()).Kind.ShouldBe(ConferenceRequestKind.Cancel);
    }

    [Fact]
    public async Task A_room_that_is_booked_by_its_own_copy_is_left_out_until_the_organizers_mailbox_shows_the_meeting_again()
    {
        var series = await SeeAsync(Meet("switched-off"));
        var asked = await _connector.NextAsync();
        await _connector.AnswerAsync(Booked(asked));
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);

        await series.RoomTakesOver("vitosha@contoso.example");
        await series.RoomTakesOver("vitosha@contoso.example");
        var without = await _connector.NextAsync();
        (without.Kind, without.Rooms.Count, without.DialInPlaces).ShouldBe((ConferenceRequestKind.Book, 0, asked.DialInPlaces));
        await _connector.AnswerAsync(Booked(without));

        await series.Saw(Meet("switched-off"));
        var again = await _connector.NextAsync();
        again.Rooms.ShouldBe([66]);
        await _connector.AnswerAsync(Booked(again));
        (await _connector.HasMoreAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_room_has_booked_by_its_own_copy_is_not_taken_over_while_it_runs()
    {
        var running = Meet("running") with { Start = _now.AddMinutes(-10), End = _now.AddMinutes(50), LastEnd = _now.AddMinutes(50) };
        var series = await SeeAsync(running);
        await _connector.AnswerAsync(Booked(await _connector.NextAsync()));
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);
        await series.RoomTakesOver("vitosha@contoso.example");
        await _connector.AnswerAsync(Booked(await _connector.NextAsync()));

        await series.Saw(running);
        (await _connector.HasMoreAsync()).ShouldBeFalse();
        (await series.GetJoin()).IsLeftToRooms.ShouldBeTrue();

        await series.Saw(running with { Start = _now.AddHours(2), End = _now.AddHours(3), LastEnd = _now.AddHours(3) });
        (await _connector.NextAsync()).Rooms.ShouldBe([66]);
        (await series.GetJoin()).IsLeftToRooms.ShouldBeFalse();
    }

    [Fact]
    public async Task A_room_with_a_system_is_booked_for_any_meeting_with_what_it_dials()
    {
        var found = new FoundTarget("42@partner.example", JoinProtocol.SIP, MeetingPlatform.Other, "rule", FoundIn.Location);
        var pasted = Meet("three") with { Keyword = null, Found = found };
        var series = await SeeAsync(pasted);
        var asked = await _connector.NextAsync();
        (asked.DialInPlaces, asked.ExternalAddress).ShouldBe((0, "42@partner.example"));
        await _connector.AnswerAsync(Booked(asked) with { Join = null });
        await UntilAsync(async () => (await LinesAsync(series)).Contains("TMS holds the meeting."));
        (await series.GetJoin()).Target!.Address.ShouldBe("42@partner.example");
        (await series.Saw(pasted)).ShouldBeTrue("TMS has to give it up when the meeting is gone");
        // The room declines: TMS has to give it up.
        await series.Saw(pasted with { Declined = pasted.Rooms });
        (await _connector.NextAsync()).Kind.ShouldBe(ConferenceRequestKind.Cancel);
    }

    [Fact]
    public async Task For_a_link_in_a_room_without_a_system_nothing_is_held()
    {
        var found = new FoundTarget("42@partner.example", JoinProtocol.SIP, MeetingPlatform.Other, "rule", FoundIn.Location);
        var series = _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("nothing-held"));
        (await series.Saw(Meet("nothing-held") with { Keyword = null, Found = found, Rooms = ["elsewhere@contoso.example"] })).ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_asked_anew_under_another_id()
    {
        var series = await SeeAsync(Meet("four"));
        var first = await _connector.NextAsync();
        await _connector.SpoilAsync(first.RequestId);
        await UntilAsync(async () => (await series.GetDetails())!.Problem is not null);
        (await _connector.HasMoreAsync()).ShouldBeFalse("what cannot be read would go to and fro");
        await _connector.MoreComesAsync(_time, TimeSpan.FromMinutes(1));
        var second = await _connector.NextAsync();
        second.RequestId.ShouldNotBe(first.RequestId);
        second.ShouldBe(first with { RequestId = second.RequestId, Rooms = second.Rooms, Exceptions = second.Exceptions, Cancellations = second.Cancellations, Kept = second.Kept, Parts = second.Parts });
        (await LinesAsync(series)).ShouldContain("The organization key of the request was revoked.");
    }

    [Fact]
    public async Task What_TMS_cannot_do_now_is_tried_again_and_what_it_refuses_is_told()
    {
        var meeting = Meet("five") with { Start = _now.AddDays(3), End = _now.AddDays(3).AddHours(1), LastEnd = _now.AddDays(3).AddHours(1) };
        var series = await SeeAsync(meeting);
        var first = await _connector.NextAsync();
        await _connector.AnswerAsync(new ConferenceAnswer
        {
            RequestId = first.RequestId, Outcome = ConferenceOutcome.RetryLater, Reason = ConferenceReason.Conflict, Text = "A room is taken.",
            AskAgainAt = Instant.FromDateTimeOffset(_now) + Duration.FromMinutes(10),
        });
        await UntilAsync(async () => (await series.GetDetails())!.Problem == "A room is taken.");
        (await series.GetJoin()).State.ShouldBe(SeriesJoinState.Pending);
        (await _connector.HasMoreAsync()).ShouldBeFalse();
        await _connector.MoreComesAsync(_time, TimeSpan.FromMinutes(10));
        var second = await _connector.NextAsync();
        await _connector.AnswerAsync(new ConferenceAnswer { RequestId = second.RequestId, Outcome = ConferenceOutcome.Refused, Text = "The system is unknown to TMS." });
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Failed);
        (await series.GetDetails())!.Problem.ShouldBe("The system is unknown to TMS.");
        _time.Advance(TimeSpan.FromMinutes(61));
        await series.Saw(meeting);
        (await _connector.NextAsync()).RequestId.ShouldNotBe(second.RequestId);
    }

    [Fact]
    public async Task An_instance_under_way_when_its_series_is_edited_is_named_to_TMS()
    {
        var weekly = Meet("six") with
        {
            Start = _now.AddMinutes(-10), End = _now.AddMinutes(50), IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=SU;UNTIL=20270125T235900Z", LastEnd = _now.AddDays(22),
        };
        var series = await SeeAsync(weekly);
        var first = await _connector.NextAsync();
        first.Recurrence.ShouldNotBeNull();
        first.Kept.ShouldBeEmpty();
        await _connector.AnswerAsync(Booked(first));
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);
        await series.Saw(weekly with { Subject = "Other", End = weekly.End.AddMinutes(30) });
        var kept = (await _connector.NextAsync()).Kept.ShouldHaveSingleItem();
        (kept.Slot, kept.End).ShouldBe((new LocalDate(2027, 1, 4), Instant.FromDateTimeOffset(weekly.End)));
    }

    [Fact]
    public async Task Another_system_in_a_room_is_booked_for_its_coming_meetings_at_once()
    {
        var meeting = Meet("seven") with { Rooms = ["rodopi@contoso.example"] };
        var series = await SeeAsync(meeting);
        var first = await _connector.NextAsync();
        first.Rooms.ShouldBeEmpty();
        await _connector.AnswerAsync(Booked(first));
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);
        await MapAsync("Mailbox,System ID\nvitosha@contoso.example,66\nrodopi@contoso.example,70\n");
        var second = await _connector.NextAsync();
        second.Rooms.ShouldBe([70]);
        await _connector.AnswerAsync(Booked(second));
        (await _gateway.Admin.DeleteAsync("/api/tms-rooms/rodopi@contoso.example")).EnsureSuccessStatusCode();
        (await _connector.NextAsync()).Rooms.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_organizer_whose_time_zone_in_TMS_differs_is_told_among_the_findings_of_the_user()
    {
        var (mail, uid) = ("boris@contoso.example", "eight");
        (await _gateway.Admin.PutAsJsonAsync($"/api/users/{mail}", new { displayName = "Boris", enabled = true })).EnsureSuccessStatusCode();
        await SeeAsync(Meet(uid) with { Organizer = mail });
        var first = await _connector.NextAsync();
        // TMS was asked, but books nothing: the time zone may be why.
        await _connector.AnswerAsync(new ConferenceAnswer
        {
            RequestId = first.RequestId, Outcome = ConferenceOutcome.Refused, Reason = ConferenceReason.Declined, Text = "TMS refuses.", OwnerZone = "Pacific Standard Time",
        });
        await UntilAsync(async () => (await FindingsAsync(mail)).Any(text => text.Contains("in TMS is Pacific Standard Time, in the calendar", StringComparison.Ordinal)));
        var series = await SeeAsync(Meet(uid) with { Organizer = mail, Subject = "Other" });
        await _connector.AnswerAsync(Booked(await _connector.NextAsync()));
        await UntilAsync(async () => !(await FindingsAsync(mail)).Any());
    }

    private async Task MapAsync(string csv)
    {
        using var content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        (await _gateway.Admin.PutAsync("/api/tms-rooms", content)).EnsureSuccessStatusCode();
    }

    /// <summary>What is wrong is looked for when the mailbox is looked at.</summary>
    private async Task<IEnumerable<string>> FindingsAsync(string mail)
    {
        _time.Advance(TimeSpan.FromMinutes(10));
        return (await _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(mail)).StatusAtRestAsync()).Findings.Select(finding => finding.Text);
    }

    private MeetingSighting Meet(string uid) => new()
    {
        ICalUId = uid, Organizer = "anna@contoso.example", EventId = $"event-{uid}", Subject = "Plan", Start = _now.AddHours(3), End = _now.AddHours(4),
        LastEnd = _now.AddHours(4), Keyword = Keyword.Meet, Rooms = ["vitosha@contoso.example"],
    };

    private ConferenceAnswer Booked(ConferenceRequest request) => new()
    {
        RequestId = request.RequestId,
        Outcome = ConferenceOutcome.Booked,
        Join = s_join,
        Parts = [new ConferencePart(1, 1001, new LocalDate(2027, 1, 4), new LocalDate(2027, 1, 4), Instant.FromDateTimeOffset(_now.AddHours(4)), s_join)],
    };

    private async Task<IMeetingSeriesGrain> SeeAsync(MeetingSighting sighting)
    {
        var series = _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(sighting.ICalUId));
        await series.Saw(sighting);
        return series;
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(IMeetingSeriesGrain series) => [.. (await series.GetTimeline()).Entries.Select(entry => entry.Text)];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(20, deadline.Token);
    }
}
