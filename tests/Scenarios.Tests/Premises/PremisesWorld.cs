using System.Net.Http.Json;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Control;
using HybridCalendar.Sandbox.Wiring;
using HybridCalendar.Scenarios.Tests.Play;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>The Sandbox with TMS, and the product beside it: a gateway and two connectors, each a process that can be killed.</summary>
internal sealed partial class PremisesWorld : IAsyncDisposable
{
    /// <summary>Clocks change in some of the zones soon after, or not at all.</summary>
    private static readonly DateTimeOffset[] s_starts =
        [new(2027, 3, 20, 9, 0, 0, TimeSpan.Zero), new(2026, 10, 14, 9, 0, 0, TimeSpan.Zero), new(2027, 6, 9, 9, 0, 0, TimeSpan.Zero)];

    private readonly VirtualClock _clock;
    private readonly WebApplication _sandbox;
    private readonly ProductFolder _folder;
    private readonly PremisesChecker _checker;
    private readonly ProductClient _product;
    private readonly HttpClient _control;
    private readonly List<RoleProcess> _connectors = [];
    private RoleProcess? _gateway;
    private bool _isTmsAway;

    private PremisesWorld(VirtualClock clock, WebApplication sandbox, ProductFolder folder, CalendarClient outlook)
    {
        (_clock, _sandbox, _folder, Outlook) = (clock, sandbox, folder, outlook);
        _checker = new PremisesChecker(sandbox.Services, clock);
        _product = new ProductClient(folder.Addresses.Gateway, folder.AdministratorKey);
        _control = new HttpClient { BaseAddress = folder.Addresses.Sandbox };
        Today = clock.GetUtcNow().UtcDateTime.Date;
    }

    public TimeProvider Time => _clock;

    /// <summary>The day from which scenarios count, UTC.</summary>
    public DateTime Today { get; }

    public CalendarClient Outlook { get; }

    private TimeSpan Ahead => _clock.GetUtcNow() - TimeProvider.System.GetUtcNow();

    private GraphWorld Graph => _sandbox.Services.GetRequiredService<GraphWorld>();

    private TmsServer Tms => _sandbox.Services.GetRequiredService<TmsServer>();

    /// <param name="seed">Decides the day on which it begins.</param>
    public static async Task<PremisesWorld> StartAsync(int seed)
    {
        var clock = new VirtualClock(start: s_starts[new Random(seed).Next(s_starts.Length)]);
        var folder = await ProductFolder.CreateAsync();
        var sandbox = SandboxHost.Build(["--Logging:LogLevel:Default=None"], new SandboxHostOptions
        {
            Url = folder.Addresses.Sandbox.ToString(), Time = clock, Seed = false,
            Tms = new TmsOptions { PushPauseSeconds = 0.25, BridgePorts = int.MaxValue, CreatesOwners = new Random(seed).Next(2) == 0 },
        });
        await sandbox.StartAsync();
        SandboxPremises.SeedUsers(sandbox.Services.GetRequiredService<TmsWorld>());
        var world = new PremisesWorld(clock, sandbox, folder, await CalendarClient.SignInAsync(folder.Addresses.Sandbox));
        await world.StartGatewayAsync();
        await folder.RegisterConnectorsAsync(world.Tms, clock);
        for (var number = 0; number < ProductFolder.Connectors; number++)
            world._connectors.Add(await world.NewConnectorAsync(number));
        return world;
    }

    public void KillGateway() => _gateway!.Kill();

    public async Task StartGatewayAsync() => _gateway = await RoleProcess.StartAsync(Role.Gateway, Ahead, _folder.GatewaySettings);

    public void KillConnector(int number) => _connectors[number].Kill();

    public async Task StartConnectorAsync(int number) => _connectors[number] = await NewConnectorAsync(number);

    public Task StopTmsAsync()
    {
        _isTmsAway = true;
        return Tms.StopAsync(CancellationToken.None);
    }

    public async Task StartTmsAsync()
    {
        await Tms.StartAsync(CancellationToken.None);
        _isTmsAway = false;
    }

    /// <summary>Switches TMS's faults; those of before are over.</summary>
    public void SetFaults(params IEnumerable<TmsFaultSwitch> faults) => Tms.World.Faults.Replace(faults);

    /// <summary>How many ports the bridge has from now on; what is booked keeps its own.</summary>
    public void SetPorts(int ports) => Tms.World.Options.BridgePorts = ports;

    /// <summary>What TMS is to start for us in a room. What runs already is left to run.</summary>
    public IReadOnlyList<string> FindBooked(PremisesRoom room) => _checker.FindBooked(room);

    /// <summary>Bookings by which links and rooms were tested and which TMS should not have any more.</summary>
    public IReadOnlyList<string> FindTests() => _checker.FindTests();

    /// <summary>Graph loses all notifications from now on.</summary>
    public async Task SilenceAsync()
    {
        using var answer = await _control.PutAsJsonAsync("sandbox/faults", new { kind = "loseNotification" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Graph tells what changes again, but nothing of before.</summary>
    public async Task HearAsync()
    {
        using var answer = await _control.DeleteAsync("sandbox/faults");
        answer.EnsureSuccessStatusCode();
    }

    public IReadOnlyList<string> Check(PremisesCast cast, IReadOnlyCollection<PremisesMeeting> meetings, IReadOnlyCollection<Stranger> strangers) =>
        _checker.FindDifferences(cast, meetings, strangers);

    public IEnumerable<string> List(PremisesCast cast) => _checker.List(cast);

    public RunningInstance? FindRunning(PremisesCast cast, PremisesMeeting meeting) => _checker.FindRunning(meeting, cast);

    /// <summary>Somebody books a scenario's rooms in TMS's own pages, where meetings of the calendar may come to stand.</summary>
    public IReadOnlyList<Stranger> BookStrangers(PremisesCast cast)
    {
        var dice = new Random(cast.Seed);
        var strangers = Enumerable.Range(0, dice.Next(3)).Select(number =>
        {
            var start = new DateTimeOffset(Today, TimeSpan.Zero).AddDays(dice.Next(1, 10)).AddHours(dice.Next(6, 12));
            return new Stranger($"Booked in TMS {cast.Label}-{number}", cast.Rooms[number].SystemId, start, start.AddMinutes(60));
        }).ToList();
        foreach (var stranger in strangers)
            TmsDesk.Book(Tms.World, stranger);
        return strangers;
    }

    public CalendarItem? Find(PremisesMeeting meeting) => _checker.Find(meeting);

    /// <summary>What the product itself says of a meeting.</summary>
    public async Task<string> ExplainAsync(PremisesMeeting meeting)
    {
        var uid = Uri.EscapeDataString(meeting.ICalUId);
        try
        {
            return $"{meeting.Number}: {await _product.CallAsync(HttpMethod.Get, $"api/meetings/{uid}")} {await _product.CallAsync(HttpMethod.Get, $"api/meetings/{uid}/timeline")}";
        }
        catch (InvalidOperationException refusal)
        {
            return $"{meeting.Number}: {refusal.Message}";
        }
    }

    /// <summary>What the product itself says of a room.</summary>
    public async Task<string> ExplainAsync(PremisesRoom room) => $"{room.Name}: {await _product.CallAsync(HttpMethod.Get, $"api/workspaces/{room.Address}/report")}";

    public async ValueTask DisposeAsync()
    {
        _product.Dispose();
        _control.Dispose();
        Outlook.Dispose();
        foreach (var connector in _connectors)
            await connector.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await _sandbox.StopAsync();
        await _sandbox.DisposeAsync();
        await _folder.DisposeAsync();
        _clock.Dispose();
    }

    private Task<RoleProcess> NewConnectorAsync(int number) => RoleProcess.StartAsync(Role.Connector, Ahead, _folder.ConnectorSettings(Tms.Url, number));
}
