using HybridCalendar.Connector;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>A calendar connector that runs in this process, registered as an administrator does it, with the Sandbox's TMS beside it.</summary>
public sealed class ConnectorInProcess : IAsyncDisposable
{
    /// <summary>The machine that it says it runs on, and its id.</summary>
    public const string HostName = "connector.contoso.example";

    private readonly IHost _host;

    private ConnectorInProcess(IHost host) => _host = host;

    /// <summary>Registers it with the gateway and starts it. It links by itself soon after.</summary>
    /// <param name="gateway">The gateway's address.</param>
    /// <param name="administrator">Begins the registration.</param>
    /// <param name="tms">What it books in.</param>
    /// <param name="dataDirectory">Its data.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ConnectorInProcess> StartAsync(
        Uri gateway, Administrator administrator, TmsServer tms, string dataDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        var token = await administrator.BeginConnectorAsync(HostName, "Basement", cancellationToken);
        await Registrar.RegisterAsync(gateway, token, new ConnectorOptions { DataDirectory = dataDirectory }, time, cancellationToken);
        var authority = Path.Combine(dataDirectory, "tms-authority.pem");
        await File.WriteAllTextAsync(authority, tms.World.AuthorityPem, cancellationToken);
        var host = ConnectorHost.Build(PlaygroundSettings.ForConnector(tms.Url, dataDirectory, authority), time);
        await host.StartAsync(cancellationToken);
        return new ConnectorInProcess(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
