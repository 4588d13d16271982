using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Pages;

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

    private Playground(WebApplication sandbox, WebApplication gateway, PlaygroundAddresses addresses, Administrator administrator, string data, bool ownsData)
    {
        (Sandbox, Gateway, Addresses, Administrator, DataDirectory, _ownsData) = (sandbox, gateway, addresses, administrator, data, ownsData);
    }

    public WebApplication Sandbox { get; }

    public WebApplication Gateway { get; private set; }

    public PlaygroundAddresses Addresses { get; }

    /// <summary>Speaks to the gateway's admin API.</summary>
    public Administrator Administrator { get; }

    public string DataDirectory { get; }

    /// <summary>Starts the servers and sets up the small world: two users, two rooms, three devices.</summary>
    /// <param name="addresses">Where to listen.</param>
    /// <param name="dataDirectory">The gateway's data; null for a temporary folder that goes away at the end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Playground> StartAsync(
        PlaygroundAddresses addresses, string? dataDirectory = null, CancellationToken cancellationToken = default)
    {
        var data = dataDirectory ?? Directory.CreateTempSubdirectory("hybrid-calendar-").FullName;
        var options = new SandboxHostOptions { Url = addresses.Sandbox.ToString() };
        options.Pages.Panels.Add(new RoomPanelLink(SandboxWorld.RilaPanel, addresses.Panel));
        var sandbox = SandboxHost.Build(["--Logging:LogLevel:Default=Warning"], options);
        await sandbox.StartAsync(cancellationToken);
        var key = AdminKey.Create(data) ?? throw new InvalidOperationException("The data directory has an administrator key already: take a new one.");
        var gateway = GatewayApp.Build(PlaygroundSettings.ForGateway(addresses, data));
        await gateway.StartAsync(cancellationToken);
        var playground = new Playground(sandbox, gateway, addresses, new Administrator(addresses.Gateway, key), data, dataDirectory is null);
        await playground.Administrator.SetUpAsync(cancellationToken);
        return playground;
    }

    /// <summary>Ends the gateway and starts it again on the same data, as after an upgrade.</summary>
    public async Task RestartGatewayAsync(CancellationToken cancellationToken = default)
    {
        await Gateway.StopAsync(cancellationToken);
        await Gateway.DisposeAsync();
        Gateway = GatewayApp.Build(PlaygroundSettings.ForGateway(Addresses, DataDirectory));
        await Gateway.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        await Gateway.StopAsync();
        await Gateway.DisposeAsync();
        await Sandbox.StopAsync();
        await Sandbox.DisposeAsync();
        if (_ownsData)
            Directory.Delete(DataDirectory, recursive: true);
    }
}
