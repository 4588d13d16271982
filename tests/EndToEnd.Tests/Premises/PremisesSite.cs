using System.Globalization;
using System.Text.Json;
using HybridCalendar.Connector;
using HybridCalendar.Connector.Commands;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;
using HybridCalendar.EndToEnd.Tests.Faults;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>
/// An organization that has the cloud part of the service and a TMS, and links them step by step: a test asks for the steps that it builds
/// on, and each is done once. The connector reaches the gateway over a relay that hears everything.
/// </summary>
public class PremisesSite : MovableWorld
{
    /// <summary>The machine of the connector, and its id.</summary>
    internal const string HostName = "connector.contoso.example";

    /// <summary>The bridge's telephone number.</summary>
    internal const string Telephone = "+359 2 000 0000";

    internal static readonly WorldPremisesRoom Vitosha = SandboxPremises.Vitosha;
    private const int MostSteps = 90;
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("hybrid-calendar-site-").FullName;
    private IHost? _connector;
    private LinkRelay? _relay;
    private TmsPages? _pages;
    private Task? _keyword;
    private Task? _rooms;
    private Task? _registered;
    private Task? _linked;

    public PremisesSite()
        : this(start: null)
    {
    }

    /// <inheritdoc cref="MovableWorld(DateTimeOffset?)"/>
    protected PremisesSite(DateTimeOffset? start)
        : base(start)
    {
    }

    internal TmsPages Pages => _pages!;

    internal LinkRelay Relay => _relay!;

    internal TmsServer Tms => Playground.Sandbox.Services.GetRequiredService<TmsServer>();

    internal string ConnectorFolder => Path.Combine(_folder, "connector");

    /// <summary>PEM of the authority that signed TMS's certificate.</summary>
    internal string Authority => Path.Combine(_folder, "tms-authority.pem");

    internal override bool SetsUpPremises => false;

    internal override PlaygroundAddresses NewAddresses() => base.NewAddresses() with { Tms = new Uri("https://localhost:0") };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _pages = new TmsPages(Tms);
        _relay = await LinkRelay.StartAsync(() => Playground.Addresses.Gateway);
        await File.WriteAllTextAsync(Authority, Tms.World.AuthorityPem);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopConnectorAsync();
        if (_relay is not null)
            await _relay.DisposeAsync();
        _pages?.Dispose();
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Configure the @meet keyword action.</summary>
    internal Task ConfigureKeywordAsync() => _keyword ??= ChangeOrganizationAsync("meetAction", "tms");

    /// <summary>Configure Office 365 room mailboxes.</summary>
    internal Task ConfigureRoomsAsync() => _rooms ??= Playground.Administrator.SetUpPremisesAsync(TestContext.Current.CancellationToken);

    /// <summary>Register the connector host.</summary>
    internal Task RegisterAsync() => _registered ??= RegisterNowAsync();

    /// <summary>Link the calendar connector to TMS; all steps before it are done too.</summary>
    internal Task LinkAsync() => _linked ??= LinkNowAsync();

    /// <summary>The connector's settings by which it finds TMS.</summary>
    internal string[] ConnectorSettings(string folder) =>
        [.. PlaygroundSettings.ForConnector(Tms.Url, folder, Authority), $"--Tms:Telephony:0:Number={Telephone}", "--Tms:Telephony:0:Label=Sofia"];

    internal async Task StartConnectorAsync()
    {
        _connector = ConnectorHost.Build(ConnectorSettings(ConnectorFolder), Time);
        await _connector.StartAsync();
    }

    internal async Task StopConnectorAsync()
    {
        if (_connector is not { } host)
            return;
        _connector = null;
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    /// <summary>Waits while time passes, in steps shorter than any deadline.</summary>
    internal async Task WaitAsync(Func<Task<string?>> findProblem)
    {
        for (var steps = 0; steps < MostSteps && await findProblem() is not null; steps++)
            await PassAsync(s_step);
        await Deadline.WaitAsync(findProblem);
    }

    /// <summary>The resource card: what the gateway says of the connector.</summary>
    internal async Task<JsonElement> StatusAsync() => (await Admin.CallAsync(HttpMethod.Get, $"api/connectors/{HostName}")).GetProperty("status");

    /// <summary>The gateway comes to say so of the connector as time passes.</summary>
    internal async Task<JsonElement> StatusBecomesAsync(string health)
    {
        JsonElement status = default;
        await WaitAsync(
            async () =>
            {
                status = await StatusAsync();
                var found = status.GetProperty("health").GetString();
                return found == health ? null : $"The gateway says {found} of the connector, not {health}.";
            });
        return status;
    }

    /// <summary>Connector Management on the connector host: what <c>connector status</c> prints.</summary>
    internal string StatusOnHost() => string.Join('\n', StatusCommand.Describe(StatusReport.Read(ConnectorFolder), Time.GetUtcNow()));

    /// <summary>The connector host comes to say all of this, in this order.</summary>
    internal Task StatusOnHostSaysAsync(params string[] words) => WaitAsync(
        () =>
        {
            var (text, at) = (StatusOnHost(), 0);
            var missing = words.FirstOrDefault(word => (at = text.IndexOf(word, at, StringComparison.Ordinal)) < 0);
            return Task.FromResult(missing is null ? null : $"The host does not say '{missing}': {text}");
        });

    /// <summary>TMS comes to list a meeting at these times and no others.</summary>
    internal async Task<IReadOnlyList<ListedConference>> ListedAsync(string title, params DateTimeOffset[] starts)
    {
        IReadOnlyList<ListedConference> rows = [];
        await Deadline.WaitAsync(async () =>
        {
            rows = await Pages.ListAsync(title);
            return rows.Select(row => row.Start).SequenceEqual(starts) ? null : $"TMS lists [{Text(rows.Select(row => row.Start))}], not [{Text(starts)}].";
        });
        return rows;
    }

    /// <summary>The next full minute after a while: calendars and TMS keep no seconds.</summary>
    internal DateTimeOffset MinuteAfter(TimeSpan wait)
    {
        var time = Time.GetUtcNow() + wait;
        return new DateTimeOffset(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, TimeSpan.Zero);
    }

    /// <summary>The room's device comes to hold a booking that dials something.</summary>
    internal async Task<DeviceBooking> OnDeviceAsync(DateTimeOffset start)
    {
        DeviceBooking? shown = null;
        await Deadline.WaitAsync(() =>
        {
            shown = DeviceBookings().SingleOrDefault(booking => booking.StartTime == start);
            return shown is { Number.Length: > 0 } ? null : $"The device has nothing to dial at {start:u}.";
        });
        return shown!;
    }

    internal IReadOnlyList<DeviceBooking> DeviceBookings() => Playground.Sandbox.Services.GetRequiredService<DeviceFleet>().Find(Vitosha.DeviceId)!.State().Bookings;

    private async Task RegisterNowAsync()
    {
        var token = await Playground.Administrator.BeginConnectorAsync(HostName, "Basement", TestContext.Current.CancellationToken);
        await Registrar.RegisterAsync(Relay.Address, token, new ConnectorOptions { DataDirectory = ConnectorFolder }, Time, TestContext.Current.CancellationToken, keySize: 2048);
    }

    private async Task LinkNowAsync()
    {
        await ConfigureKeywordAsync();
        await ConfigureRoomsAsync();
        await RegisterAsync();
        await StartConnectorAsync();
        await StatusBecomesAsync("operational");
        await Deadline.WaitAsync(async () =>
            (await Admin.CallAsync(HttpMethod.Get, "api/connectors")).GetProperty("requests") is { ValueKind: JsonValueKind.Object } requests
                && requests.GetProperty("activeConnector").GetString() == HostName ? null : "The connector stands by.");
    }

    private static string Text(IEnumerable<DateTimeOffset> times) => string.Join(", ", times.Select(time => time.ToString("u", CultureInfo.InvariantCulture)));
}
