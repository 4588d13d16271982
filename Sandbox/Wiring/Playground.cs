using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Pages;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>
/// Everything on this machine, wired together: the Sandbox's servers, and the product, which reaches them by their addresses as it
/// would reach the real ones.
/// </summary>
public sealed class Playground : IAsyncDisposable
{
    /// <summary>The third device: a panel that subscribes to the gateway.</summary>
    public const string PanelId = "rila-panel";

    private readonly bool _ownsData;
    private readonly GatewayStart _startGateway;
    private IAsyncDisposable? _gateway;
    private ConnectorInProcess? _connector;

    private Playground(
        WebApplication sandbox, GatewayStart startGateway, PlaygroundAddresses addresses, Administrator administrator, string data, bool ownsData)
    {
        (Sandbox, _startGateway, Addresses, Administrator, DataDirectory, _ownsData) = (sandbox, startGateway, addresses, administrator, data, ownsData);
    }

    /// <summary>Starts a gateway with these settings; disposing of it ends it.</summary>
    public delegate Task<IAsyncDisposable> GatewayStart(string[] settings, CancellationToken cancellationToken);

    public WebApplication Sandbox { get; }

    public PlaygroundAddresses Addresses { get; }

    /// <summary>Speaks to the gateway's admin API.</summary>
    public Administrator Administrator { get; }

    public string DataDirectory { get; }

    /// <summary>
    /// Starts the servers and sets up the small world: two users, two rooms, three devices. With an address for TMS also what is on
    /// premises: a third room, and a connector.
    /// </summary>
    /// <param name="addresses">Where to listen.</param>
    /// <param name="dataDirectory">The gateway's data; null for a temporary folder that goes away at the end.</param>
    /// <param name="time">The clock of Sandbox and connector; null is the system's.</param>
    /// <param name="startGateway">Starts the gateway, for instance as a process of its own; null starts it in this one.</param>
    /// <param name="setsUpPremises">False leaves the third room and the connector to somebody who goes through the steps alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Playground> StartAsync(
        PlaygroundAddresses addresses, string? dataDirectory = null, GatewayStart? startGateway = null, TimeProvider? time = null,
        bool setsUpPremises = true, CancellationToken cancellationToken = default)
    {
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("hybrid-calendar-").FullName;
        var key = await AdminKey.CreateAsync(data, TimeProvider.System, cancellationToken)
            ?? throw new InvalidOperationException("The data directory has an administrator key already: take a new one.");
        var tms = addresses.Tms is { } url ? new TmsOptions { Url = url, PushPauseSeconds = 0.25 } : null;
        var options = new SandboxHostOptions { Url = addresses.Sandbox.ToString(), Time = time, Tms = tms };
        options.Pages.Panels.Add(new RoomPanelLink(SandboxWorld.RilaPanel, addresses.Panel));
        var sandbox = SandboxHost.Build(["--Logging:LogLevel:Default=Warning"], options);
        var start = startGateway ?? ((settings, cancel) => GatewayInProcess.StartAsync(settings, adjust: null, cancel));
        var playground = new Playground(sandbox, start, addresses, new Administrator(addresses.Gateway, key), data, dataDirectory is null);
        try
        {
            await sandbox.StartAsync(cancellationToken);
            await playground.StartGatewayAsync(cancellationToken);
            await Task.WhenAll(
                playground.Administrator.SetUpAsync(cancellationToken),
                tms is null || !setsUpPremises ? Task.CompletedTask : playground.StartPremisesAsync(time ?? TimeProvider.System, cancellationToken));
        }
        catch
        {
            // Also when somebody ends it meanwhile: nothing is kept.
            await playground.DisposeAsync();
            throw;
        }
        return playground;
    }

    /// <summary>Ends the gateway and starts it again on the same data, as after an upgrade.</summary>
    public async Task RestartGatewayAsync(CancellationToken cancellationToken = default)
    {
        await StopGatewayAsync();
        await StartGatewayAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        if (_connector is not null)
            await _connector.DisposeAsync();
        await StopGatewayAsync();
        await Sandbox.StopAsync();
        await Sandbox.DisposeAsync();
        if (_ownsData)
            Directory.Delete(DataDirectory, recursive: true);
    }

    private async Task StartGatewayAsync(CancellationToken cancellationToken) =>
        _gateway = await _startGateway(PlaygroundSettings.ForGateway(Addresses, DataDirectory), cancellationToken);

    private Task StartPremisesAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.WhenAll(Administrator.SetUpPremisesAsync(cancellationToken), StartConnectorAsync(time, cancellationToken));

    private async Task StartConnectorAsync(TimeProvider time, CancellationToken cancellationToken) => _connector = await ConnectorInProcess.StartAsync(
        Addresses.Gateway, Administrator, Sandbox.Services.GetRequiredService<TmsServer>(), Path.Combine(DataDirectory, "connector"), time, cancellationToken);

    private async Task StopGatewayAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _gateway = null;
    }
}
