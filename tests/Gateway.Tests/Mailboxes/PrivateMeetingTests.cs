using System.Net.Http.Json;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Exchange takes the private mark off a room's copy (RemovePrivateProperty): the organizer's still has it.</summary>
public sealed class PrivateMeetingTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Room = "private-room@contoso.example";
    private static readonly LocalDateTime s_start =
        Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusDays(1).At(new LocalTime(9, 0));

    [Fact]
    public async Task What_is_private_at_its_organizers_is_private_on_devices()
    {
        var (device, _) = await gateway.MakeDeviceAsync("private-1");
        var series = gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("private-uid"));
        await series.Saw(Sighting(isPrivate: true));
        gateway.Office365.Calendars[Room] = [Copy("private-uid", "Salary of Boris", 0), Copy("open-uid", "Lunch", 2)];
        (await gateway.Admin.PutAsJsonAsync($"/api/workspaces/{Room}", new { displayName = "Private", calendarEnabled = true, devices = new[] { "private-1" } })).EnsureSuccessStatusCode();

        await ShowsAsync(device, list => list.Contains("Lunch", StringComparison.Ordinal));
        var shown = await ListAsync(device);
        shown.ShouldNotContain("Salary");
        shown.ShouldContain("\"Private\"");

        // The organizer takes the mark off: the series tells the room, whose copy has not changed.
        await series.Saw(Sighting(isPrivate: false));
        await ShowsAsync(device, list => list.Contains("Salary of Boris", StringComparison.Ordinal));
        await series.Saw(Sighting(isPrivate: true));
        await ShowsAsync(device, list => !list.Contains("Salary", StringComparison.Ordinal));
    }

    private static async Task<string> ListAsync(IDeviceGrain device) => (await device.GetStatus())!.List.BookingsJson;

    private static async Task ShowsAsync(IDeviceGrain device, Func<string, bool> isRight)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!isRight(await ListAsync(device)))
            await looks.WaitForNextTickAsync(deadline.Token);
    }

    private static MeetingSighting Sighting(bool isPrivate) => new()
    {
        ICalUId = "private-uid", Organizer = "anna@contoso.example", OrganizerName = "Anna", EventId = "event-private", Rooms = [Room], IsPrivate = isPrivate,
        Start = s_start.InUtc().ToDateTimeOffset(), End = s_start.PlusMinutes(30).InUtc().ToDateTimeOffset(),
    };

    private static CalendarEvent Copy(string uid, string subject, int hour) => new()
    {
        Id = uid, ICalUId = uid, ETag = "1", Subject = subject, Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
        Start = new EventTime(s_start.PlusHours(hour), "UTC"), End = new EventTime(s_start.PlusHours(hour).PlusMinutes(30), "UTC"),
        Location = "sip:1469674515@acme.webex.com",
    };
}
