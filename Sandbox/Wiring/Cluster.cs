namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Silos and gateways that share a PostgreSQL database, each in a process of its own.</summary>
/// <param name="settings">What a gateway needs to find the Sandbox.</param>
/// <param name="connection">The database, as Npgsql writes it.</param>
/// <param name="silos">Where silos listen.</param>
/// <param name="gateways">Where gateways listen.</param>
internal sealed class Cluster(string[] settings, string connection, IEnumerable<SiloPorts> silos, IEnumerable<Uri> gateways) : IAsyncDisposable
{
    private readonly string[] _shared = [.. settings, $"--Cluster:ConnectionString={connection}", "--Office365:RequestsPerMailbox=1"];

    public IReadOnlyList<ClusterHost> Silos => field ??= [.. silos.Select(Silo)];

    public IReadOnlyList<ClusterHost> Gateways => field ??= [.. gateways.Select(Gateway)];

    public IEnumerable<ClusterHost> Members => Silos.Concat(Gateways);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Silos.Select(silo => silo.StartAsync(cancellationToken)));
            foreach (var gateway in Gateways)
                await gateway.StartAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Gateways first, so that nothing is asked of silos that end.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in Gateways)
            await gateway.DisposeAsync();
        await Task.WhenAll(Silos.Select(silo => silo.DisposeAsync().AsTask()));
    }

    private ClusterHost Silo(SiloPorts ports, int number) => new(
        $"Silo {number + 1}", "HybridCalendar.Silo.dll", new Uri($"http://127.0.0.1:{ports.Health}"),
        [.. _shared, $"--Cluster:SiloPort={ports.Silo}", $"--Cluster:GatewayPort={ports.Client}"]);

    private ClusterHost Gateway(Uri address, int number) => new($"Gateway {number + 1}", "HybridCalendar.Gateway.dll", address, _shared);
}
