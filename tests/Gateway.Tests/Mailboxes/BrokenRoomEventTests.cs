using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Rooms;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>An event of a room's calendar that this program cannot work with holds up no other, and keeps the button that it has.</summary>
public sealed class BrokenRoomEventTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Mail = "broken@contoso.example";
    private static readonly LocalDateTime s_start =
        Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusDays(2).At(new LocalTime(9, 0));

    [Fact]
    public async Task One_event_that_fails_keeps_its_button_and_the_others_go_on()
    {
        await gateway.MakeDeviceAsync("broken-1");
        Show(Event("old"));
        var room = gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Broken", CalendarEnabled = true, Devices = ["broken-1"] })).ShouldBeNull();
        await ComesToBeAsync(room, isFailing: false, ("old", null));

        // No reader of Graph's answers makes such events: they stand for what it is not known to make.
        Show(
            Event("old") with { ETag = "2", Attendees = null! },
            Event("new", hour: 1) with { Attendees = null! },
            Event("unlisted", hour: 2) with { Subject = null! },
            Event("good", hour: 3));
        await room.Reconcile();
        await ComesToBeAsync(room, isFailing: true, ("old", null), ("new", nameof(NoButtonReason.NotToBeAsked)), ("good", null));
        (await room.LeftOutAtRestAsync()).ShouldHaveSingleItem().Reason.ShouldBe(nameof(NoButtonReason.NotProcessed));

        Show(Event("old") with { ETag = "3" }, Event("new", hour: 1), Event("unlisted", hour: 2), Event("good", hour: 3));
        await room.Reconcile();
        await ComesToBeAsync(room, isFailing: false, ("old", null), ("new", null), ("unlisted", null), ("good", null));
    }

    [Fact]
    public async Task One_event_that_cannot_be_listed_stays_on_the_devices_as_it_was()
    {
        const string Room = "unlisted@contoso.example";
        var (device, _) = await gateway.MakeDeviceAsync("unlisted-1");
        gateway.Office365.Calendars[Room] = [Event("old"), Event("other", hour: 1)];
        var room = gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Room));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Unlisted", CalendarEnabled = true, Devices = ["unlisted-1"] })).ShouldBeNull();
        await ComesToBeAsync(room, isFailing: false, ("old", null), ("other", null));
        var shown = (await device.GetStatus())!.List.BookingsJson;
        var booking = (await room.BookingsAtRestAsync())[0];

        gateway.Office365.Calendars[Room] = [Event("old") with { ETag = "2", Subject = null! }, Event("other", hour: 1), Event("new", hour: 2) with { Subject = null! }];
        await room.Reconcile();
        await ComesToBeAsync(room, isFailing: true, ("old", null), ("other", null));

        (await device.GetStatus())!.List.BookingsJson.ShouldBe(shown);
        (await room.BookingsAtRestAsync())[0].ShouldBe(booking);
        var left = (await room.LeftOutAtRestAsync()).ShouldHaveSingleItem();
        (left.SeriesUid, left.Start, left.Reason).ShouldBe(("new", booking.Start.AddHours(2), nameof(NoButtonReason.NotProcessed)));
        (await room.TimelineAtRestAsync()).Entries.ShouldContain(entry => entry.Text.StartsWith($"The meeting of {booking.Start:u} cannot be processed", StringComparison.Ordinal));

        // One that the room declines is not kept, whatever else is wrong with it.
        gateway.Office365.Calendars[Room] = [Event("old") with { ETag = "3", Subject = null!, Response = ResponseType.Declined }, Event("other", hour: 1)];
        await room.Reconcile();
        await ComesToBeAsync(room, isFailing: false, ("other", null));
    }

    private void Show(params CalendarEvent[] events) => gateway.Office365.Calendars[Mail] = events;

    private static CalendarEvent Event(string id, int hour = 0) => new()
    {
        Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
        Start = new EventTime(s_start.PlusHours(hour), "UTC"), End = new EventTime(s_start.PlusHours(hour).PlusMinutes(30), "UTC"),
        Location = "sip:1469674515@acme.webex.com",
    };

    private static async Task ComesToBeAsync(IRoomMailboxGrain room, bool isFailing, params (string Uid, string? NoButton)[] expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!(await ReadAsync()).SequenceEqual(expected) || await FailsAsync() != isFailing)
        {
            try
            {
                await Task.Delay(20, deadline.Token);
            }
            catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                (await ReadAsync()).ShouldBe(expected);
                (await FailsAsync()).ShouldBe(isFailing);
            }
        }

        async Task<IEnumerable<(string, string?)>> ReadAsync() => (await room.BookingsAtRestAsync()).Select(booking => (booking.SeriesUid, booking.NoButton));
        async Task<bool> FailsAsync() => (await room.StatusAtRestAsync()).Findings.Any(finding => finding.Code == HealthCode.MeetingsFail);
    }
}
