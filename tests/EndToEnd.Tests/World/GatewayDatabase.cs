using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>
/// A PostgreSQL server of a world's own: the gateway keeps its catalog, requests and keys there, and on Orleans, as a silo of a cluster, also what grains
/// store, their reminders and the cluster's members.
/// </summary>
internal sealed class GatewayDatabase : IAsyncDisposable
{
    private const string Name = "world";

    // The ports matter on Orleans only. A gateway that is started again has the same, as it would on a machine.
    private readonly PlaygroundAddresses _ports = PlaygroundAddresses.Free();

    private GatewayDatabase(PostgresProcess server) => Server = server;

    /// <summary>Whether a gateway cannot do without: one on Orleans stores nothing in files.</summary>
#if ORLEANS
    internal static bool IsNeeded => true;
#else
    internal static bool IsNeeded => false;
#endif

    internal PostgresProcess Server { get; }

    internal string Connection => Server.Connection(Name);

    internal string[] Settings =>
    [
        $"--Cluster:ConnectionString={Connection}", "--Cluster:GatewayHostsGrains=true", $"--Cluster:SiloPort={_ports.Sandbox.Port}",
        $"--Cluster:GatewayPort={_ports.Gateway.Port}",
    ];

    internal static async Task<GatewayDatabase> StartAsync()
    {
        var server = await PostgresProcess.StartAsync("-c fsync=off");
        await server.CreateDatabaseAsync(Name);
        return new GatewayDatabase(server);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
