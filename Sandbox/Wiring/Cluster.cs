namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Silos and gateways that share a PostgreSQL database, each in a process of its own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int FirstSiloPort = 11111;
    private const int FirstClientPort = 30001;
    private const int FirstHealthPort = 5180;
    private readonly List<HostProcess> _processes = [];

    /// <summary>The processes: silos first, then gateways.</summary>
    public IReadOnlyList<HostProcess> Processes => _processes;

    /// <summary>Where the gateways listen; the first is the one that Graph posts to.</summary>
    public List<Uri> Gateways { get; } = [];

    /// <param name="settings">What a gateway needs to find the Sandbox.</param>
    /// <param name="connection">The database, as Npgsql writes it.</param>
    /// <param name="silos">How many silos.</param>
    /// <param name="gateways">Where gateways listen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Cluster> StartAsync(
        string[] settings, string connection, int silos, IReadOnlyList<Uri> gateways, CancellationToken cancellationToken)
    {
        string[] shared = [.. settings, $"--Cluster:ConnectionString={connection}", "--Office365:RequestsPerMailbox=1"];
        var cluster = new Cluster();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, silos).Select(i => cluster.StartSiloAsync(shared, i, cancellationToken)));
            foreach (var address in gateways)
                await cluster.StartGatewayAsync(shared, address, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gateways first, so that nothing is asked of silos that end.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _processes.Skip(_processes.Count - Gateways.Count))
            await gateway.DisposeAsync();
        await Task.WhenAll(_processes.Take(_processes.Count - Gateways.Count).Select(silo => silo.DisposeAsync().AsTask()));
    }

    private Task StartSiloAsync(string[] shared, int index, CancellationToken cancellationToken)
    {
        var health = new Uri($"http://127.0.0.1:{FirstHealthPort + index}");
        string[] own = [$"--Cluster:SiloPort={FirstSiloPort + index}", $"--Cluster:GatewayPort={FirstClientPort + index}", $"--urls={health}"];
        var silo = HostProcess.Start($"Silo {index + 1}", "HybridCalendar.Silo.dll", [.. shared, .. own]);
        _processes.Add(silo);
        return silo.WaitUntilReadyAsync(health, cancellationToken);
    }

    private async Task StartGatewayAsync(string[] shared, Uri address, CancellationToken cancellationToken)
    {
        var gateway = HostProcess.Start($"Gateway {Gateways.Count + 1}", "HybridCalendar.Gateway.dll", [.. shared, $"--urls={address}"]);
        _processes.Add(gateway);
        Gateways.Add(address);
        await gateway.WaitUntilReadyAsync(address, cancellationToken);
    }
}
