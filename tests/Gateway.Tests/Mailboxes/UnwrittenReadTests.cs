#if !ORLEANS
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A room's calendar is read, and what was read cannot be stored.</summary>
public sealed class UnwrittenReadTests : IAsyncLifetime
{
    private const string Mail = "unwritten@contoso.example";
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly HeardAlerts _heard = new();
    private readonly GatewayHost _gateway;

    public UnwrittenReadTests() =>
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IIncomingGrainCallFilter>(_heard) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_meeting_that_has_left_meanwhile_gives_no_alert_again()
    {
        await _gateway.MakeDeviceAsync("unwritten-1");
        CalendarEvent gone = Event("gone", minute: 20), next = Event("next", minute: 40);
        _gateway.Office365.Calendars[Mail] = [gone, next];
        var room = _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true, Devices = ["unwritten-1"] })).ShouldBeNull();
        await EventuallyAsync(async () => (await room.BookingsAtRestAsync()).Length == 2);
        var bookings = (await room.BookingsAtRestAsync()).ToDictionary(booking => booking.SeriesUid, booking => booking.BookingId);
        await EventuallyAsync(() => Task.FromResult(_heard.TimesOf(bookings["gone"]) == 1));

        using (var held = new HeldMailbox())
        {
            _gateway.Office365.Held[Mail] = held;
            _gateway.Office365.Calendars[Mail] = [next];
            await room.Reconcile();
            await held.AskedAsync();
            Store("CREATE TRIGGER full_disk BEFORE UPDATE ON grain_state WHEN NEW.state_name = 'room' BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        }
        await EventuallyAsync(() => Task.FromResult(_heard.TimesOf(bookings["next"]) == 1));

        _heard.TimesOf(bookings["gone"]).ShouldBe(1);
        (await room.BookingsAtRestAsync()).Length.ShouldBe(2);
        Store("DROP TRIGGER full_disk");
        await EventuallyAsync(async () => (await room.BookingsAtRestAsync()).Length == 1);
    }

    private static CalendarEvent Event(string id, int minute)
    {
        var start = new LocalDateTime(2027, 1, 4, 8, minute);
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusHours(1), "UTC"), Location = "sip:1469674515@acme.webex.com",
        };
    }

    private void Store(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_gateway.Folder, "grains.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!await isSo())
        {
            _time.Advance(s_step);
            await Task.Delay(20, deadline.Token);
        }
    }
}
#endif
