using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Clusters;

/// <summary>Something that befalls a cluster while calendars change.</summary>
/// <param name="Name">What it is called in the result.</param>
/// <param name="StrikeAsync">Makes it happen.</param>
/// <param name="MeanwhileAsync">What goes on while devices are waited for.</param>
/// <param name="AfterwardsAsync">Puts everything back.</param>
/// <param name="LosesSilo">Whether a silo is gone that nobody told of: the others have to find out.</param>
internal sealed record Fault(string Name, Func<Task> StrikeAsync, Func<Task> MeanwhileAsync, Func<Task> AfterwardsAsync, bool LosesSilo = false)
{
    /// <summary>Woken after the others have given it up.</summary>
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(100);

    /// <summary>As a machine that moves, or swaps, may be: nobody is to give it up.</summary>
    private static readonly TimeSpan s_nap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_sinceBackup = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_databaseAway = TimeSpan.FromSeconds(5);

    /// <param name="servers">The cluster.</param>
    /// <param name="otherBuild">The folder of another build, to which the hosts go over one after the other; null when there is none.</param>
    public static IReadOnlyList<Fault> Of(ClusterServers servers, string? otherBuild)
    {
        var (silo, gateway, other) = (servers.Cluster.Silos[0], servers.Cluster.Gateways[0], servers.Cluster.Silos[^1]);
        return
        [
            new("kill -9 of a silo", () => servers.KillAsync(silo), Nothing, () => silo.StartAsync(default), LosesSilo: true),
            new("kill -9 of a gateway", () => servers.KillAsync(gateway), Nothing, () => gateway.StartAsync(default)),
            new("kill -9 of PostgreSQL, away for 5 s", () => KillDatabaseAsync(servers), () => StartDatabaseAsync(servers), Nothing),
            new("a silo frozen for 5 s", () => other.Process.SignalAsync("STOP"), () => EndNapAsync(other), () => servers.RequireSilosAsync(servers.Cluster.Silos.Count)),
            new("a silo frozen, and woken after 100 s", () => other.Process.SignalAsync("STOP"), Nothing, () => WakeAsync(other), LosesSilo: true),
            new("a rolling restart of all", Nothing, () => RestartOneByOneAsync(servers), Nothing),
            .. otherBuild is null ? [] : new Fault[] { new("a rolling upgrade to another build", Nothing, () => UpgradeOneByOneAsync(servers, otherBuild), Nothing) },
            new("restored from a backup of 3 s before", () => RestoreAsync(servers), () => servers.Cluster.StartAsync(default), Nothing),
            new("all stopped, then started", () => servers.Cluster.DisposeAsync().AsTask(), () => servers.Cluster.StartAsync(default), Nothing),
        ];
    }

    /// <summary>What changed after the backup is known to the calendars alone.</summary>
    private static async Task RestoreAsync(ClusterServers servers)
    {
        var backup = await servers.Database.BackUpAsync(ClusterServers.DatabaseName);
        await Task.Delay(s_sinceBackup);
        await servers.Cluster.DisposeAsync();
        await servers.Database.DropDatabaseAsync(ClusterServers.DatabaseName);
        await servers.Database.CreateDatabaseAsync(ClusterServers.DatabaseName);
        await servers.Database.RestoreAsync(backup, ClusterServers.DatabaseName);
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task KillDatabaseAsync(ClusterServers servers)
    {
        servers.Database.Kill();
        return Task.CompletedTask;
    }

    private static async Task StartDatabaseAsync(ClusterServers servers)
    {
        await Task.Delay(s_databaseAway);
        await servers.Database.StartAsync();
    }

    private static async Task EndNapAsync(ClusterHost silo)
    {
        await Task.Delay(s_nap);
        await silo.Process.SignalAsync("CONT");
    }

    /// <summary>It learns that it was declared dead, and ends.</summary>
    private static async Task WakeAsync(ClusterHost silo)
    {
        await Task.Delay(s_frozen);
        await silo.Process.SignalAsync("CONT");
        await silo.Process.WaitForExitAsync(TimeSpan.FromMinutes(2));
        await silo.StartAsync(default);
    }

    /// <summary>Between two hosts both builds work for some seconds, while calendars change.</summary>
    private static async Task UpgradeOneByOneAsync(ClusterServers servers, string otherBuild)
    {
        foreach (var member in servers.Cluster.Members)
        {
            await member.DisposeAsync();
            member.Folder = otherBuild;
            await member.StartAsync(default);
            await Task.Delay(s_between);
        }
    }

    private static async Task RestartOneByOneAsync(ClusterServers servers)
    {
        foreach (var member in servers.Cluster.Members)
        {
            await member.DisposeAsync();
            await member.StartAsync(default);
        }
    }
}
