using HybridCalendar.Bench.Processes;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Sandbox.Wiring;
using Npgsql;

namespace HybridCalendar.Bench.Clusters;

/// <summary>PostgreSQL, silos, gateways and what stands before them, on this machine.</summary>
internal sealed class ClusterServers : IAsyncDisposable
{
    public const string DatabaseName = "calendar";

    private readonly FrontDoor _door;
    private TimeSpan _cpuOfTheDead;

    private ClusterServers(PostgresProcess database, Cluster cluster, FrontDoor door) => (Database, Cluster, _door) = (database, cluster, door);

    public PostgresProcess Database { get; }

    public Cluster Cluster { get; }

    /// <summary>Processor time of all silos and gateways so far.</summary>
    public TimeSpan Cpu => Cluster.Members.Aggregate(_cpuOfTheDead, (sum, member) => sum + member.Process.Cpu);

    /// <summary>Memory of all silos and gateways.</summary>
    public long ResidentBytes => Cluster.Members.Sum(member => member.Process.ResidentBytes);

    /// <summary>What the database has done so far.</summary>
    public Task<DatabaseCounts> CountAsync() => DatabaseCounts.ReadAsync(Database.Connection(DatabaseName), Database.ProcessId);

    /// <summary>What the database takes on the disk, without its log of writes.</summary>
    public async Task<long> StoredBytesAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database.Connection(DatabaseName));
        await using var command = source.CreateCommand("SELECT pg_database_size(current_database())");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <param name="settings">What a gateway needs to find the Sandbox.</param>
    /// <param name="address">Where Graph and administrators reach the gateways.</param>
    /// <param name="silos">How many silos; with 0 the gateways host the grains.</param>
    /// <param name="gateways">How many gateways.</param>
    public static async Task<ClusterServers> StartAsync(string[] settings, Uri address, int silos, int gateways)
    {
        // Commits reach the disk, as in production.
        var database = await PostgresProcess.StartAsync($"-c max_connections=200 {DatabaseCounts.ServerOptions}");
        await database.CreateDatabaseAsync(DatabaseName);
        await DatabaseCounts.PrepareAsync(database.Connection(DatabaseName));
        var doors = Enumerable.Range(0, gateways).Select(_ => GatewaySettings.FreeAddress()).ToList();
        var cluster = new Cluster(
            ["--Logging:LogLevel:Default=None", .. settings], database.Connection(DatabaseName), Enumerable.Range(0, silos).Select(_ => SiloPorts.Free()), doors);
        if (silos == 0)
            HostGrains(cluster.Gateways);
        var door = await FrontDoor.OpenAsync(address, doors);
        await cluster.StartAsync(CancellationToken.None);
        return new ClusterServers(database, cluster, door);
    }

    private static void HostGrains(IEnumerable<ClusterHost> gateways)
    {
        foreach (var gateway in gateways)
        {
            var ports = SiloPorts.Free();
            gateway.MoreSettings = ["--Cluster:GatewayHostsGrains=true", $"--Cluster:SiloPort={ports.Silo}", $"--Cluster:GatewayPort={ports.Client}"];
        }
    }

    /// <summary>Completes when so many silos, or fewer, are members of the cluster.</summary>
    public async Task WaitForSilosAsync(int most, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(Database.Connection(DatabaseName));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            if (await CountSilosAsync(source, cancel) <= most)
                return;
        }
        while (await ticks.WaitForNextTickAsync(cancel));
    }

    /// <exception cref="InvalidOperationException">Fewer silos are members of the cluster.</exception>
    public async Task RequireSilosAsync(int count)
    {
        await using var source = NpgsqlDataSource.Create(Database.Connection(DatabaseName));
        if (await CountSilosAsync(source, CancellationToken.None) is var silos && silos < count)
            throw new InvalidOperationException($"{count - silos} silos were given up.");
    }

    private static async Task<long> CountSilosAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        // 3 is active.
        await using var command = source.CreateCommand("SELECT count(*) FROM orleans_membership WHERE status = 3");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>What docs/operations.md has done to a restored database before hosts start.</summary>
    public async Task PrepareRestoredAsync()
    {
        await using var file = typeof(ClusterServers).Assembly.GetManifestResourceStream("after-restore.sql")!;
        using var reader = new StreamReader(file);
        await using var source = NpgsqlDataSource.Create(Database.Connection(DatabaseName));
        await using var command = source.CreateCommand(await reader.ReadToEndAsync());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends a process as a power cut would.</summary>
    public async Task KillAsync(ClusterHost member)
    {
        _cpuOfTheDead += member.Process.Cpu;
        await member.Process.SignalAsync("KILL");
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _door.DisposeAsync();
        await Database.DisposeAsync();
    }
}
