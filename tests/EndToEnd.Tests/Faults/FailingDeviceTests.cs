using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>A device whose grain fails concerns itself alone.</summary>
public sealed class FailingDeviceTests(MovableWorld world) : IClassFixture<MovableWorld>, IAsyncLifetime
{
    private const string Finding = "devicesFail";
    private static readonly TimeSpan s_buffer = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause between two tries, and a little more.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(6);

    private static DateTimeOffset s_lastStart;

    public async ValueTask InitializeAsync() =>
        await world.Trouble.SetPolicyAsync(SandboxWorld.Rila.Address, new { allowConflicts = true, deleteComments = false });

    public ValueTask DisposeAsync()
    {
        world.Devices.Mend();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_device_that_fails_stops_nothing_else_in_its_room_and_gets_the_list_later()
    {
        var heard = world.Panel.Alerts.Count;
        world.Devices.Break(IdOf(SandboxWorld.Rila));
        var meeting = await world.Outlook.ScheduleAsync(Due(TimeSpan.FromSeconds(30)));
        await IsReportedAsync(meeting);

        await world.PassAsync(TimeSpan.FromSeconds(40));

        await Deadline.WaitAsync(() => world.Panel.Alerts.Count > heard ? null : "The panel was not alerted.");
        await Deadline.WaitAsync(async () => (await world.FindingsAsync(Mailbox(SandboxWorld.Rila))).Contains(Finding) ? null : "Nobody is told.");
        world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start).ShouldBeNull();

        world.Devices.Mend();
        await world.PassAsync(s_again, s_step);

        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@");
        await Deadline.WaitAsync(async () => (await world.FindingsAsync(Mailbox(SandboxWorld.Rila))).Contains(Finding) ? "It is still a finding." : null);
    }

    [Fact]
    public async Task A_device_that_fails_can_be_taken_out_of_its_room()
    {
        var cloud = IdOf(SandboxWorld.Pirin);
        using var admin = Administrator();
        await admin.CallAsync(HttpMethod.Put, "api/devices/spare", new { displayName = "Spare", link = "gateway" });
        await PlaceAsync(admin, SandboxWorld.Pirin, cloud, "spare");
        world.Devices.Break("spare");

        await PlaceAsync(admin, SandboxWorld.Pirin, cloud);

        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Pirin));
        await world.DeviceShowsAsync(SandboxWorld.Pirin, meeting.Draft.Start, "anna@");
        (await admin.DeleteAsync("api/devices/spare", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Conflict, "it may still show the list");

        world.Devices.Mend();
        await world.PassAsync(s_again, s_step);

        await Deadline.WaitAsync(async () =>
            (await admin.DeleteAsync("api/devices/spare")).StatusCode is var status && status == HttpStatusCode.NoContent ? null : $"Removing the device is answered {status}.");
    }

    [Fact]
    public async Task A_calendar_can_be_switched_off_while_a_device_fails_which_is_cleared_later()
    {
        var room = SandboxWorld.Pirin;
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", room));
        await world.DeviceShowsAsync(room, meeting.Draft.Start, "boris@");
        using var admin = Administrator();
        world.Devices.Break(IdOf(room));

        await PlaceAsync(admin, room, isEnabled: false, IdOf(room));

        world.Devices.Mend();
        await world.PassAsync(s_again, s_step);
        await Deadline.WaitAsync(() => world.Device(room).State().Bookings.Count == 0 ? null : "The device shows the list of a calendar that is off.");
        await PlaceAsync(admin, room, IdOf(room));
        await world.DeviceShowsAsync(room, meeting.Draft.Start, "boris@");
    }

    [Fact]
    public async Task Each_device_is_alerted_once_whatever_fails_beside_it()
    {
        world.Devices.BreakAlerts(IdOf(SandboxWorld.Rila), int.MaxValue);
        world.Devices.BreakAlerts(Playground.PanelId, 1);
        var heard = world.Panel.Alerts.Count;
        var first = await world.Outlook.ScheduleAsync(Due(TimeSpan.FromSeconds(30)));
        var second = await world.Outlook.ScheduleAsync(Due(TimeSpan.FromSeconds(50)));
        await world.DeviceShowsAsync(SandboxWorld.Rila, first.Draft.Start, "anna@");
        await world.DeviceShowsAsync(SandboxWorld.Rila, second.Draft.Start, "anna@");
        await IsReportedAsync(first);
        await IsReportedAsync(second);

        await world.PassAsync(TimeSpan.FromSeconds(70));

        string[] due = [.. new[] { first, second }.Select(meeting => world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start)!.Id)];
        await Deadline.WaitAsync(() => due.All(id => world.Panel.Alerts.Any(alert => alert.BookingId == id)) ? null : "The panel was not alerted.");
        await world.PassAsync(TimeSpan.FromMinutes(2), s_step);
        world.Panel.Alerts.Skip(heard).Select(alert => alert.BookingId).Order().ShouldBe(due.Order());
    }

    /// <summary>A meeting whose Join is due after a time, in a second of its own.</summary>
    private Draft Due(TimeSpan after)
    {
        var start = world.Time.GetUtcNow() + s_buffer + after;
        start = start.AddTicks(-(start.Ticks % TimeSpan.TicksPerSecond));
        s_lastStart = start > s_lastStart ? start : s_lastStart.AddSeconds(1);
        return world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Start = s_lastStart };
    }

    private Task<TimeSpan> IsReportedAsync(Invitation meeting) => Deadline.WaitAsync(async () =>
        (await world.ReportAsync(SandboxWorld.Rila)).GetProperty("meetings").EnumerateArray().Any(row => row.GetProperty("start").GetDateTimeOffset() == meeting.Draft.Start)
            ? null
            : "The room does not know the meeting.");

    private HttpClient Administrator()
    {
        var http = new HttpClient { BaseAddress = world.Playground.Addresses.Gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", world.Playground.Administrator.Key);
        return http;
    }

    private static Task<JsonElement> PlaceAsync(HttpClient admin, WorldRoom room, params string[] devices) => PlaceAsync(admin, room, isEnabled: true, devices);

    private static Task<JsonElement> PlaceAsync(HttpClient admin, WorldRoom room, bool isEnabled, params string[] devices) =>
        admin.CallAsync(HttpMethod.Put, $"api/{Mailbox(room)}", new { displayName = room.Name, calendarEnabled = isEnabled, devices });

    private static string Mailbox(WorldRoom room) => $"workspaces/{room.Address}";

    private static string IdOf(WorldRoom room) => room.Device.ToLowerInvariant().Replace(' ', '-');
}
