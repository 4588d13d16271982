using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>
/// The site on a PostgreSQL server, where one is installed: its catalog, requests and keys are there, and on Orleans also what grains store and their reminders.
/// </summary>
public sealed class PostgresSite : PremisesSite
{
    private const string Name = "site";
    private PostgresProcess? _server;

    internal PostgresProcess Server => _server!;

    internal string Connection => Server.Connection(Name);

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken)
    {
        // The ports matter on Orleans only.
        var ports = PlaygroundAddresses.Free();
        return base.StartGatewayAsync(
            [
                .. settings, $"--Cluster:ConnectionString={Connection}", "--Cluster:GatewayHostsGrains=true", $"--Cluster:SiloPort={ports.Sandbox.Port}",
                $"--Cluster:GatewayPort={ports.Gateway.Port}",
            ],
            cancellationToken);
    }

    public override async ValueTask InitializeAsync()
    {
        if (!PostgresProcess.IsInstalled)
            return;
        _server = await PostgresProcess.StartAsync("-c fsync=off");
        await _server.CreateDatabaseAsync(Name);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
