using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Demo;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>Everything on free ports, one for the tests of a class. Tests keep apart by taking times of their own.</summary>
public class SmallWorld : IAsyncLifetime
{
    private const string BlockBegins = @"\+~\.~\.";
    private Playground? _playground;
    private GatewayDatabase? _database;
    private PanelClient? _panel;
    private Outlook? _outlook;
    private Trouble? _trouble;
    private HttpClient? _admin;
    private DeviceWatch? _devices;
    private DateTimeOffset _nextTime;
    private int _titles;

    internal Playground Playground => _playground!;

    internal PanelClient Panel => _panel!;

    internal Outlook Outlook => _outlook!;

    internal Trouble Trouble => _trouble!;

    /// <summary>Speaks to the gateway as an administrator.</summary>
    internal HttpClient Admin => _admin!;

    /// <summary>The clock of the Sandbox.</summary>
    internal virtual TimeProvider Time => TimeProvider.System;

    /// <summary>Whether the gateway stores on PostgreSQL; else in files.</summary>
    internal virtual bool IsOnPostgres => GatewayDatabase.IsNeeded;

    internal GatewayDatabase Database => _database!;

    /// <summary>Where everything listens; with an address for TMS there are premises too.</summary>
    internal virtual PlaygroundAddresses NewAddresses() => PlaygroundAddresses.Free();

    /// <summary>Whether what is on premises is there already.</summary>
    internal virtual bool SetsUpPremises => true;

    /// <summary>Starts the gateway.</summary>
    internal virtual Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) =>
        // The faults that tests make are warnings of the product, which nobody wants to read here.
        GatewayInProcess.StartAsync([.. settings, "--Logging:LogLevel:Default=Error"], adjust: null, cancellationToken);

    public virtual async ValueTask InitializeAsync()
    {
        if (IsOnPostgres)
            _database = await GatewayDatabase.StartAsync();
        _playground = await Playground.StartAsync(
            NewAddresses(), startGateway: (settings, cancel) => StartGatewayAsync([.. settings, .. _database?.Settings ?? []], cancel), time: Time,
            setsUpPremises: SetsUpPremises);
        await ConnectPanelAsync();
        _outlook = await Outlook.SignInAsync(Playground.Addresses.Sandbox);
        _trouble = new Trouble(Playground.Addresses.Sandbox);
        _admin = new HttpClient { BaseAddress = Playground.Addresses.Gateway, Timeout = TimeSpan.FromSeconds(60) };
        _admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Playground.Administrator.Key);
        var now = Time.GetUtcNow();
        _nextTime = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(3);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _outlook?.Dispose();
        _trouble?.Dispose();
        _admin?.Dispose();
        if (_panel is not null)
            await _panel.DisposeAsync();
        if (_playground is not null)
            await _playground.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    /// <summary>The panel is switched on.</summary>
    internal async Task ConnectPanelAsync()
    {
        _panel = await PanelClient.ConnectAsync(Playground, CancellationToken.None);
        _devices = new DeviceWatch(Playground, _panel);
    }

    /// <summary>The panel is switched off, and the gateway has noticed it.</summary>
    internal async Task DisconnectPanelAsync()
    {
        await Panel.DisposeAsync();
        await Deadline.WaitAsync(async () =>
            (await _admin!.CallAsync(HttpMethod.Get, $"api/devices/{Playground.PanelId}")).GetProperty("subscribers").GetInt32() == 0 ? null : "The panel is still there.");
    }

    /// <summary>A meeting at a time, and with a title, that no other test uses.</summary>
    internal Draft NewDraft(WorldPerson who, string location, params WorldRoom[] rooms)
    {
        var start = _nextTime;
        _nextTime = _nextTime.AddHours(1);
        return new Draft(who, $"Meeting {++_titles}", start) { Location = location, Rooms = rooms, Html = $"<p>Words of meeting {_titles}.</p>" };
    }

    /// <summary>Promises 1 and 3: every device comes to show what the calendars say.</summary>
    internal async Task<TimeSpan> DevicesAreRightAsync(TimeSpan? deadline = null)
    {
        var (took, problem) = await _devices!.WaitAsync(deadline ?? Deadline.Usual, TestContext.Current.CancellationToken);
        problem.ShouldBeNull();
        return took;
    }

    /// <summary>Promises 2 and 4: the invitation comes to hold so many join blocks (one or none), and the person's words.</summary>
    internal Task<TimeSpan> InvitationHoldsAsync(Invitation meeting, int blocks, string? words = null, TimeSpan? deadline = null) => Deadline.WaitAsync(async () =>
    {
        var body = await Outlook.ReadBodyAsync(meeting);
        var found = Regex.Count(body, BlockBegins);
        return found != blocks ? $"The invitation holds {found} join blocks instead of {blocks}."
            : !body.Contains(words ?? meeting.Draft.Html, StringComparison.Ordinal) ? "The person's words are gone from the invitation."
            : null;
    }, deadline);

    /// <summary>The product knows the meeting and has nothing left to do for it.</summary>
    internal Task WorkIsDoneAsync(Invitation meeting) => Deadline.WaitAsync(async () =>
    {
        var known = (await _admin!.CallAsync(HttpMethod.Get, $"api/meetings?organizer={Uri.EscapeDataString(meeting.Who.Address)}&top=500"))
            .GetProperty("items").EnumerateArray().Any(row => row.GetProperty("iCalUId").GetString() == meeting.ICalUId);
        return !known ? "The product does not know the meeting."
            : (await _admin!.CallAsync(HttpMethod.Get, $"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}")).GetProperty("hasWork").GetBoolean()
                ? "There is still work to do for the meeting."
                : null;
    });

    /// <summary>What the API says of a meeting.</summary>
    internal Task<JsonElement> MeetingAsync(Invitation meeting) => _admin!.CallAsync(HttpMethod.Get, $"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}");

    /// <summary>Why the meeting has a button or none in each of its rooms.</summary>
    internal Task<JsonElement> ReportAsync(Invitation meeting) => _admin!.CallAsync(HttpMethod.Get, $"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}/report");

    /// <summary>Waits until the report of a meeting tells of a button: devices show it before the room's calendar has stored that.</summary>
    internal Task<TimeSpan> ReportTellsButtonAsync(Invitation meeting) => Deadline.WaitAsync(async () =>
        (await ReportAsync(meeting)).GetProperty("rooms").EnumerateArray().Any(room => room.GetProperty("button").GetBoolean()) ? null : "The meeting's report tells of no button.");

    /// <summary>Why the room shows what it shows.</summary>
    internal Task<JsonElement> ReportAsync(WorldRoom room) => _admin!.CallAsync(HttpMethod.Get, $"api/workspaces/{room.Address}/report");

    /// <summary>An administrator changes one of the organization's settings.</summary>
    internal async Task ChangeOrganizationAsync(string setting, JsonNode? value)
    {
        var settings = JsonNode.Parse(await _admin!.GetStringAsync("api/organization"))!.AsObject();
        settings[setting] = value;
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/organization") { Content = JsonContent.Create(settings) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{settings["version"]}\"");
        using var response = await _admin.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the product says that it saw, decided and did for a meeting, one line each.</summary>
    internal async Task<string> TimelineAsync(Invitation meeting) =>
        string.Join('\n', (await _admin!.CallAsync(HttpMethod.Get, $"api/meetings/{Uri.EscapeDataString(meeting.ICalUId)}/timeline"))
            .EnumerateArray().Select(entry => entry.GetProperty("text").GetString()));

    /// <summary>A room's device comes to show a number that begins so; null for a meeting without a button.</summary>
    internal Task<TimeSpan> DeviceShowsAsync(WorldRoom room, DateTimeOffset start, string? number) => Deadline.WaitAsync(() => BookingAt(room, start) switch
    {
        null => $"{room.Name} shows nothing at {start:u}.",
        { Number: var shown } when (number is null ? shown.Length == 0 : shown.StartsWith(number, StringComparison.Ordinal)) => null,
        { Number: var shown } => $"{room.Name} shows '{shown}' at {start:u}, not '{number}'.",
    });

    /// <summary>An administrator has a person's mailbox watched, or no longer.</summary>
    internal Task WatchAsync(WorldPerson who, bool isEnabled) =>
        _admin!.CallAsync(HttpMethod.Put, $"api/users/{who.Address}", new { displayName = who.Name, enabled = isEnabled });

    /// <summary>An administrator removes a user. <see cref="WatchAsync"/> sets him up again.</summary>
    internal Task RemoveAsync(WorldPerson who) => _admin!.CallAsync(HttpMethod.Delete, $"api/users/{who.Address}");

    /// <summary>Why a room shows no button at a time, as its report tells; null when it shows one, or knows no such meeting.</summary>
    internal async Task<string?> ReasonAsync(WorldRoom room, DateTimeOffset start) =>
        (await _admin!.CallAsync(HttpMethod.Get, $"api/workspaces/{room.Address}/report")).GetProperty("meetings").EnumerateArray()
            .Where(meeting => meeting.GetProperty("start").GetDateTimeOffset() == start)
            .Select(meeting => meeting.GetProperty("reason").GetString()).SingleOrDefault();

    /// <summary>The kinds of findings that a mailbox has; such as <c>users/anna@contoso.example</c>.</summary>
    internal async Task<IReadOnlyList<string>> FindingsAsync(string mailbox) =>
    [
        .. (await _admin!.CallAsync(HttpMethod.Get, $"api/{mailbox}/status")).GetProperty("findings").EnumerateArray()
            .Select(finding => finding.GetProperty("code").GetString()!),
    ];

    internal Task ReconcileAsync(WorldPerson who) => _admin!.CallAsync(HttpMethod.Post, $"api/users/{who.Address}/reconcile");

    internal Task ReconcileAsync(WorldRoom room) => _admin!.CallAsync(HttpMethod.Post, $"api/workspaces/{room.Address}/reconcile");

    /// <summary>What a room's cloud device holds for a moment; null when nothing.</summary>
    internal DeviceBooking? BookingAt(WorldRoom room, DateTimeOffset start) =>
        Device(room).State().Bookings.SingleOrDefault(booking => booking.StartTime == start);

    /// <summary>What a room's cloud device holds under an id; null when nothing.</summary>
    internal DeviceBooking? BookingOf(WorldRoom room, string id) => Device(room).State().Bookings.SingleOrDefault(booking => booking.Id == id);

    internal bool HasAccepted(WorldRoom room, Invitation meeting) => Playground.Sandbox.Services.GetRequiredService<GraphWorld>()
        .Directory.Get(room.Address).Items().Any(item => item.UId == meeting.ICalUId && item.Response.Response == "accepted");

    /// <summary>When a meeting takes place by a room's calendar.</summary>
    internal IEnumerable<DateTimeOffset> OccurrencesOf(Invitation meeting, WorldRoom room)
    {
        var from = Instant.FromDateTimeOffset(meeting.Draft.Start) - Duration.FromDays(1);
        return Playground.Sandbox.Services.GetRequiredService<GraphWorld>().View(room.Address, from, from + Duration.FromDays(60))
            .Where(shown => shown.Item.UId == meeting.ICalUId).Select(shown => shown.Start.ToDateTimeOffset());
    }

    internal SimulatedDevice Device(WorldRoom room) =>
        Playground.Sandbox.Services.GetRequiredService<DeviceFleet>().Find(SandboxWorld.DeviceId(room))!;
}
