using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.Restart;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Sandbox.Wiring;
using HybridCalendar.Scenarios.Tests.Check;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>The Sandbox, and the product in a process of its own, in which many scenarios take place beside one another.</summary>
internal sealed class ScenarioWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly ProductClient _product;
    private readonly HttpClient _control;
    private readonly Checker _checker;
    private Playground? _playground;
    private GatewayProcess? _process;
    private int _restarts;
    private volatile bool _isUp = true;

    private ScenarioWorld(Playground playground, CalendarClient outlook, GatewayProcess process)
    {
        (_playground, Outlook, _process) = (playground, outlook, process);
        _product = new ProductClient(playground.Addresses.Gateway, playground.Administrator.Key);
        _control = new HttpClient { BaseAddress = playground.Addresses.Sandbox };
        _checker = new Checker(playground.Sandbox.Services, Time);
        Trouble = new Trouble(_control);
        Today = Time.GetUtcNow().UtcDateTime.Date;
    }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The day from which scenarios count, UTC.</summary>
    public DateTime Today { get; }

    public CalendarClient Outlook { get; }

    public Trouble Trouble { get; }

    public GraphWorld Graph => Services.GetRequiredService<GraphWorld>();

    /// <summary>How often the product was ended and started again.</summary>
    public int Restarts => Volatile.Read(ref _restarts);

    public bool IsUp => _isUp;

    private IServiceProvider Services => _playground!.Sandbox.Services;

    public static async Task<ScenarioWorld> StartAsync()
    {
        ScenarioWorld? world = null;
        GatewayProcess? first = null;
        var playground = await Playground.StartAsync(PlaygroundAddresses.Free(), startGateway: async (settings, _) =>
        {
            var urls = settings.Single(setting => setting.StartsWith("--urls=", StringComparison.Ordinal));
            var process = await GatewayProcess.StartAsync([.. settings, "--Logging:LogLevel:Default=None"], new Uri(urls["--urls=".Length..]));
            if (world is null)
                first = process;
            else
                world._process = process;
            return process;
        });
        world = new ScenarioWorld(playground, await CalendarClient.SignInAsync(playground.Addresses.Sandbox), first!);
        return world;
    }

    /// <summary>Puts people, rooms and devices into the Sandbox and into the product, and waits until the product watches them.</summary>
    public async Task AddAsync(Cast cast)
    {
        foreach (var person in cast.People)
        {
            Graph.AddMailbox(new MailboxSeed { Address = person.Address, DisplayName = person.Name, TimeZone = person.Zone });
            Services.GetRequiredService<WebexDirectory>().Add(person.Address, person.Name);
        }
        foreach (var room in cast.Rooms)
        {
            Graph.AddMailbox(new MailboxSeed { Address = room.Address, DisplayName = room.Name, Room = new RoomSettings { Policy = room.Policy } });
            var workspace = Services.GetRequiredService<WebexWorkspaces>().Seed(room.Name, room.Address);
            Services.GetRequiredService<DeviceFleet>().Add(room.WebexDeviceId, room.DeviceName, workspace.Id, workspace.DisplayName);
            await AdministerAsync(HttpMethod.Put, $"api/devices/{room.DeviceId}", new { displayName = room.DeviceName, link = "webexCloud", webexDeviceId = room.WebexDeviceId });
            await AdministerAsync(HttpMethod.Put, $"api/workspaces/{room.Address}", new { displayName = room.Name, calendarEnabled = true, devices = new[] { room.DeviceId } });
        }
        foreach (var person in cast.People.Where(person => person.IsEnabled))
            await AdministerAsync(HttpMethod.Put, $"api/users/{person.Address}", new { displayName = person.Name, enabled = true });
        foreach (var path in Watched(cast))
            await WaitUntilWatchedAsync(path);
    }

    /// <summary>Has the product read every mailbox of the scenario again.</summary>
    public async Task ReconcileAsync(Cast cast)
    {
        foreach (var path in Watched(cast))
            await AdministerAsync(HttpMethod.Post, $"{path}/reconcile");
    }

    /// <summary>What the product itself says of a meeting.</summary>
    public async Task<string> ExplainAsync(Meeting meeting)
    {
        var uid = Uri.EscapeDataString(meeting.ICalUId);
        try
        {
            return $"{meeting.Number}: {await AdministerAsync(HttpMethod.Get, $"api/meetings/{uid}")} {await AdministerAsync(HttpMethod.Get, $"api/meetings/{uid}/timeline")}";
        }
        catch (InvalidOperationException refusal)
        {
            return $"{meeting.Number}: {refusal.Message}";
        }
    }

    /// <summary>Ends the product and starts it again on the same data.</summary>
    /// <param name="kills">As kill -9; else it is asked to end.</param>
    public async Task RestartAsync(bool kills)
    {
        _isUp = false;
        if (kills)
            _process!.Kill();
        else
            await _process!.StopAsync();
        await _playground!.RestartGatewayAsync();
        Interlocked.Increment(ref _restarts);
        _isUp = true;
    }

    public IReadOnlyList<string> Check(Cast cast, IReadOnlyCollection<Meeting> meetings) => _checker.FindDifferences(cast, meetings);

    /// <summary>The meeting in its organizer's calendar.</summary>
    public CalendarItem? Find(Meeting meeting) => _checker.Find(meeting);

    public async ValueTask DisposeAsync()
    {
        _product.Dispose();
        _control.Dispose();
        Outlook.Dispose();
        if (_playground is not null)
            await _playground.DisposeAsync();
        _playground = null;
        _process = null;
    }

    private static IEnumerable<string> Watched(Cast cast) =>
    [
        .. cast.People.Where(person => person.IsEnabled).Select(person => $"api/users/{person.Address}"), .. cast.Rooms.Select(room => $"api/workspaces/{room.Address}"),
    ];

    private async Task WaitUntilWatchedAsync(string path)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var limit = Time.GetUtcNow() + s_patience;
        while (Time.GetUtcNow() < limit)
        {
            var status = await AdministerAsync(HttpMethod.Get, $"{path}/status");
            if (IsSet(status, "subscribedUntil") && IsSet(status, "lastReconciled"))
                return;
            await looks.WaitForNextTickAsync();
        }
        throw new TimeoutException($"{path} is not watched.");
    }

    private static bool IsSet(JsonElement status, string name) => status.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private Task<JsonElement> AdministerAsync(HttpMethod method, string path, object? body = null) => _product.CallAsync(method, path, body);
}
