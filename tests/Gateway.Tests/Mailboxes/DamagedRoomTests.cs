using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Days of a room's calendar that Graph never gives leave out themselves alone, are told, and come back by themselves.</summary>
public sealed class DamagedRoomTests : IAsyncLifetime
{
    private static readonly LocalDate s_first = new(2027, 1, 5);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);
    private readonly MovableGateway _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData("hinted")]
    [InlineData("looked")]
    public async Task All_other_days_are_followed_and_devices_keep_what_they_show(string name)
    {
        var mail = $"{name}@contoso.example";
        var (device, _) = await _world.Gateway.MakeDeviceAsync($"{name}-1");
        _world.Gateway.Office365.Damaged[mail] = null;
        Show(mail, Event("near", 0), Event("kept", 9), Event("beside", 9, hour: 15), Event("far", 20));
        var room = _world.Gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = name, CalendarEnabled = true, Devices = [$"{name}-1"] })).ShouldBeNull();
        await ShowsAsync(room, device, "near", "kept", "beside", "far");
        var kept = (await room.BookingsAtRestAsync())[1];

        _world.Gateway.Office365.Damaged[mail] = s_first.PlusDays(9).At(new LocalTime(9, 10)).InUtc().ToInstant();
        Show(mail, Event("near", 1), Event("kept", 9, hour: 11), Event("beside", 10), Event("new", 3));
        if (name == "hinted")
            await room.Reconcile();

        await ShowsAsync(room, device, "near", "new", "kept", "beside");
        (await room.BookingsAtRestAsync())[2].ShouldBe(kept);
        var finding = (await FindAsync(room)).ShouldNotBeNull();
        finding.Text.ShouldContain("missing is 2027-01-14.");
        Sentences.Bulgarian.Translate(finding.Text).ShouldNotBeNull().ShouldContain("2027-01-14");
        Show(mail, Event("near", 2), Event("kept", 9, hour: 11), Event("beside", 10), Event("newer", 4));
        await ShowsAsync(room, device, "near", "newer", "kept", "beside");
        (await FindAsync(room))!.Since.ShouldBe(finding.Since);

        _world.Gateway.Office365.Damaged[mail] = null;
        // It may have used its tries up: then it is tried once a day.
        await EventuallyAsync(async () => await FindAsync(room) is null, TimeSpan.FromMinutes(5));
        await ShowsAsync(room, device, "near", "newer", "kept", "beside");
        (await room.BookingsAtRestAsync())[2].Start.ShouldBe(kept.Start.AddHours(2));
    }

    private void Show(string mail, params CalendarEvent[] events) => _world.Gateway.Office365.Calendars[mail] = events;

    private static CalendarEvent Event(string id, int day, int hour = 9)
    {
        var start = s_first.PlusDays(day).At(new LocalTime(hour, 0));
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = $"{start}", Subject = id, Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
            Body = new EventBody(false, "Words."), Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(30), "UTC"),
            Location = $"sip:{id}@acme.webex.com",
        };
    }

    private static async Task<MailboxFinding?> FindAsync(IRoomMailboxGrain room) =>
        (await room.StatusAtRestAsync()).Findings.SingleOrDefault(finding => finding.Code == HealthCode.PartsFail);

    /// <summary>The device, and the room that tells of it.</summary>
    private Task ShowsAsync(IRoomMailboxGrain room, IDeviceGrain device, params string[] titles) => EventuallyAsync(async () =>
    {
        var json = (await device.GetStatus())!.List.BookingsJson;
        return (await room.BookingsAtRestAsync()).Select(booking => booking.SeriesUid).SequenceEqual(titles)
            && Domain.Bookings.BookingList.Read(json, _ => null).Select(booking => booking.Title).SequenceEqual(titles);
    });

    private async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan? step = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            await Task.Delay(20, deadline.Token);
            _world.Time.Advance(step ?? s_step);
        }
    }
}
