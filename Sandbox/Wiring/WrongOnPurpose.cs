using HybridCalendar.Sandbox.Demo;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>
/// The one thing in <c>./run</c> that is wrong, so that a newcomer can find it: a room whose mailbox takes the text, and with it the link,
/// out of what somebody from another organization sends.
/// </summary>
public static class WrongOnPurpose
{
    public static readonly WorldRoom Room = new("belasitsa@contoso.example", "Belasitsa", 8, KeepsText: false, "Belasitsa Board");
    private const string DeviceId = "belasitsa-board";
    private const string Link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_QmVsYXNpdHNh%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";
    private static readonly WorldPerson s_guest = new("carol@fabrikam.example", "Carol Reed", "en-US", "UTC");

    /// <summary>Adds the room, and a meeting that it gets no button for.</summary>
    public static async Task AddAsync(Playground playground, CancellationToken cancellationToken)
    {
        var graph = playground.Sandbox.Services.GetRequiredService<GraphWorld>();
        graph.AddMailbox(new MailboxSeed { Address = s_guest.Address, DisplayName = s_guest.Name });
        graph.AddMailbox(new MailboxSeed
        {
            Address = Room.Address,
            DisplayName = Room.Name,
            Room = new RoomSettings { Capacity = Room.Capacity, Policy = new RoomPolicy { DeleteComments = true, ProcessExternalMeetingMessages = true } },
        });
        // Of the cloud: a panel that nobody opens would be a second thing that is wrong.
        var device = SandboxWorld.DeviceId(Room);
        var workspace = playground.Sandbox.Services.GetRequiredService<WebexWorkspaces>().Seed(Room.Name, Room.Address);
        playground.Sandbox.Services.GetRequiredService<DeviceFleet>().Add(device, Room.Device, workspace.Id, workspace.DisplayName);
        await playground.Administrator.PutAsync(
            $"api/devices/{DeviceId}", new { displayName = Room.Device, link = "webexCloud", webexDeviceId = device }, cancellationToken);
        await playground.Administrator.PutAsync(
            $"api/workspaces/{Room.Address}", new { displayName = Room.Name, calendarEnabled = true, devices = new[] { DeviceId } }, cancellationToken);
        using var calendar = await DemoCalendar.SignInAsync(playground.Addresses.Sandbox, cancellationToken);
        var start = playground.Sandbox.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
        start = start.AddMinutes(-start.Minute).AddSeconds(-start.Second).AddHours(1);
        await calendar.ScheduleAsync(s_guest, "Offer of Fabrikam", "", $"<p>We look forward to it.</p><a href=\"{Link}\">Join</a>", start, TimeSpan.FromMinutes(30), [Room], cancellationToken);
    }
}
