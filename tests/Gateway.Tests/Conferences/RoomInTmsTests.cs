using System.Net.Http.Json;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>What a room with a TMS system has TMS book by its own calendar. Each test has a gateway and a clock of its own.</summary>
public sealed class RoomInTmsTests : IAsyncLifetime
{
    private const string Room = "vitosha@contoso.example";
    private const string Anna = "anna@contoso.example";
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly FailingSeries _series = new();
    private readonly GatewayHost _gateway;
    private readonly ConnectorStandIn _connector;

    public RoomInTmsTests()
    {
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IIncomingGrainCallFilter>(_series) };
        _connector = new ConnectorStandIn(_gateway);
    }

    private IRoomMailboxGrain Vitosha => _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Room));

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task One_event_that_cannot_be_told_to_TMS_stops_neither_the_devices_nor_the_others()
    {
        await _connector.PrepareAsync();
        // No reader of Graph's answers makes such an event: it stands for what it is not known to make.
        Show(Event("bad", days: 1) with { Attendees = [new Attendee("", null!, AttendeeType.Required, ResponseType.None)] }, Event("good", days: 2));
        await SwitchAsync(isOn: true);

        var asked = await _connector.NextAsync();
        asked.Recurrence.ShouldBeNull();
        await UntilAsync(FailsAsync);
        (await Vitosha.BookingsAtRestAsync()).Select(booking => (booking.SeriesUid, booking.TmsUid)).ShouldBe([("bad", null), ("good", MeetingUId.OfRoom("good", Room))]);

        Show(Event("bad", days: 1), Event("good", days: 2));
        await Vitosha.Reconcile();
        (await _connector.NextAsync()).MeetingId.ShouldNotBe(asked.MeetingId);
        await UntilAsync(async () => !await FailsAsync());
    }

    [Fact]
    public async Task What_TMS_could_not_be_asked_is_asked_again_within_a_day()
    {
        (await _gateway.Admin.PutAsJsonAsync($"/api/tms-rooms/{Room}", new { systemId = 66 })).EnsureSuccessStatusCode();
        Show(Event("early", days: 5));
        await SwitchAsync(isOn: true);
        var series = SeriesOf("early");
        await UntilAsync(async () => (await series.GetDetails())?.Problem is { } problem && problem.Contains("No connector", StringComparison.Ordinal));

        await _connector.PrepareAsync();
        await UntilAsync(async () =>
        {
            if (_time.GetUtcNow() < new DateTimeOffset(2027, 1, 6, 8, 0, 0, TimeSpan.Zero))
                _time.Advance(TimeSpan.FromMinutes(10));
            return await _connector.HasMoreAsync();
        });
        var asked = await _connector.NextAsync();
        (asked.Kind, asked.Rooms.Single()).ShouldBe((ConferenceRequestKind.Book, 66));
    }

    [Fact]
    public async Task A_room_whose_meeting_cannot_be_given_up_is_switched_off_and_gives_it_up_later()
    {
        await _connector.PrepareAsync();
        Show(Event("stuck", days: 1), Event("other", days: 2));
        await SwitchAsync(isOn: true);
        await _connector.AnswerAsync(Booked(await _connector.NextAsync()));
        await _connector.AnswerAsync(Booked(await _connector.NextAsync()));
        await UntilAsync(async () => await IsHeldAsync("stuck") && await IsHeldAsync("other") && (await Vitosha.StatusAtRestAsync()).SubscribedUntil is not null);

        _series.Failing = GrainKeys.Series(MeetingUId.OfRoom("stuck", Room));
        await SwitchAsync(isOn: false);
        (await Vitosha.StatusAtRestAsync()).SubscribedUntil.ShouldBeNull();
        (await _connector.NextAsync()).Kind.ShouldBe(ConferenceRequestKind.Cancel);
        (await _connector.HasMoreAsync()).ShouldBeFalse("the one cannot be woken");

        _series.Failing = null;
        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return await _connector.HasMoreAsync();
        });
        (await _connector.NextAsync()).Kind.ShouldBe(ConferenceRequestKind.Cancel);
        var lines = (await SeriesOf("stuck").GetTimeline()).Entries.Select(entry => entry.Text).ToList();
        lines.ShouldContain(line => line.StartsWith("The room gives up what it has TMS book by its own copy", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("organizer cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organizer_who_is_known_by_another_address_than_his_events_name_is_booked_once()
    {
        await _connector.PrepareAsync();
        var (login, event1) = ("a.petrova@contoso.example", Event("alias", days: 1));
        Show(event1);
        _gateway.Office365.Calendars[login] =
        [
            event1 with { IsOrganizer = true, Attendees = [new Attendee("Vitosha", Room, AttendeeType.Resource, ResponseType.Accepted)] },
        ];
        await SwitchAsync(isOn: true);
        var byRoom = await _connector.NextAsync();
        byRoom.Owner.ShouldBeNull("nobody is set up");
        await _connector.AnswerAsync(Booked(byRoom));

        await _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(login)).Configure(new UserSettings { DisplayName = "Anna", Enabled = true });
        var requests = new List<ConferenceRequest>();
        await UntilAsync(async () =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            while (await _connector.HasMoreAsync())
            {
                requests.Add(await _connector.NextAsync());
                await _connector.AnswerAsync(Booked(requests[^1]));
            }
            return requests.Any(request => request.Kind == ConferenceRequestKind.Cancel);
        });
        requests.Single(request => request.Kind == ConferenceRequestKind.Book).Owner!.Address.ShouldBe(login);
        requests.Single(request => request.Kind == ConferenceRequestKind.Cancel).MeetingId.ShouldBe(byRoom.MeetingId);
    }

    private IMeetingSeriesGrain SeriesOf(string uid) => _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(MeetingUId.OfRoom(uid, Room)));

    private async Task<bool> FailsAsync() => (await Vitosha.StatusAtRestAsync()).Findings.Any(finding => finding.Code == HealthCode.MeetingsFail);

    private async Task<bool> IsHeldAsync(string uid) => (await SeriesOf(uid).GetTimeline()).Entries.Any(entry => entry.Text == "TMS holds the meeting.");

    private void Show(params CalendarEvent[] events) => _gateway.Office365.Calendars[Room] = events;

    private async Task SwitchAsync(bool isOn) =>
        (await Vitosha.Configure(new WorkspaceSettings { DisplayName = "Vitosha", CalendarEnabled = isOn })).ShouldBeNull();

    private static CalendarEvent Event(string id, int days)
    {
        var start = new LocalDateTime(2027, 1, 4, 9, 0).PlusDays(days);
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Response = ResponseType.Accepted, Organizer = new Person("Anna", Anna),
            Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(30), "UTC"), Location = "Upstairs",
        };
    }

    private static ConferenceAnswer Booked(ConferenceRequest request) => request.Kind == ConferenceRequestKind.Cancel
        ? new ConferenceAnswer { RequestId = request.RequestId, Outcome = ConferenceOutcome.Cancelled }
        : new ConferenceAnswer
        {
            RequestId = request.RequestId,
            Outcome = ConferenceOutcome.Booked,
            Parts = [new ConferencePart(1, 1001, new LocalDate(2027, 1, 5), new LocalDate(2027, 1, 5), Instant.FromUtc(2027, 1, 6, 10, 0), Join: null)],
        };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(20, deadline.Token);
    }
}
