using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Clusters;

/// <summary>Something that befalls a cluster while calendars change.</summary>
/// <param name="Name">What it is called in the result.</param>
/// <param name="MostSeconds">How long devices may be wrong, on a machine that does nothing else.</param>
/// <param name="StrikeAsync">Makes it happen.</param>
/// <param name="MeanwhileAsync">What goes on while devices are waited for; it is given what to call at each further blow.</param>
/// <param name="AfterwardsAsync">Puts everything back, when devices are right after the first blow; it is given the same.</param>
/// <param name="LosesSilo">Whether a silo is gone that nobody told of: the others have to find out.</param>
internal sealed record Fault(string Name, int MostSeconds, Func<Task> StrikeAsync, Func<Action, Task> MeanwhileAsync, Func<Action, Task> AfterwardsAsync, bool LosesSilo = false)
{
    /// <summary>Woken after the others have given it up.</summary>
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(100);

    /// <summary>As a machine that moves, or swaps, may be: nobody is to give it up.</summary>
    private static readonly TimeSpan s_nap = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_sinceBackup = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_databaseAway = TimeSpan.FromSeconds(5);

    /// <param name="servers">The cluster.</param>
    /// <param name="passing">Meetings of which only devices know after a restore.</param>
    /// <param name="otherBuild">The folder of another build, to which the hosts go over one after the other; null when there is none.</param>
    public static IReadOnlyList<Fault> Of(ClusterServers servers, PassingMeetings passing, string? otherBuild)
    {
        var (silo, gateway, other) = (servers.Cluster.Silos[0], servers.Cluster.Gateways[0], servers.Cluster.Silos[^1]);
        return
        [
            new("kill -9 of a silo", 15, () => servers.KillAsync(silo), Nothing, _ => silo.StartAsync(default), LosesSilo: true),
            new("kill -9 of a gateway", 15, () => servers.KillAsync(gateway), Nothing, _ => gateway.StartAsync(default)),
            new("kill -9 of PostgreSQL, away for 5 s", 20, () => KillDatabaseAsync(servers), _ => StartDatabaseAsync(servers), Nothing),
            new("a silo frozen for 5 s", 15, () => other.Process.SignalAsync("STOP"), _ => EndNapAsync(other), _ => servers.RequireSilosAsync(servers.Cluster.Silos.Count)),
            new("a silo frozen, and woken after 100 s", 30, () => other.Process.SignalAsync("STOP"), Nothing, blow => WakeAsync(other, blow), LosesSilo: true),
            new("a rolling restart of all", 15, Nothing, blow => RestartOneByOneAsync(servers, blow), Nothing),
            .. otherBuild is null ? [] : new Fault[] { new("a rolling upgrade to another build", 15, Nothing, blow => RestartOneByOneAsync(servers, blow, otherBuild), Nothing) },
            new("restored from a backup of 3 s before", 60, () => RestoreAsync(servers, passing), _ => servers.Cluster.StartAsync(default), Nothing),
            new("kill -9 of all, started again", 60, () => KillAllAsync(servers), _ => StartAllAsync(servers), Nothing),
            new("kill -9 of all, started elsewhere", 60, () => KillAllAsync(servers), _ => StartElsewhereAsync(servers), Nothing),
            new("all stopped, then started", 60, () => servers.Cluster.DisposeAsync().AsTask(), _ => servers.Cluster.StartAsync(default), Nothing),
        ];
    }

    /// <summary>Where the gateways host the grains, and there are no silos.</summary>
    public static IReadOnlyList<Fault> OfGatewaysAlone(ClusterServers servers)
    {
        var gateway = servers.Cluster.Gateways[0];
        return [new("kill -9 of one of two gateways that host the grains", 15, () => servers.KillAsync(gateway), Nothing, _ => gateway.StartAsync(default), LosesSilo: true)];
    }

    /// <summary>What changed after the backup is known to the calendars alone, and what was cancelled while no host ran to devices alone.</summary>
    private static async Task RestoreAsync(ClusterServers servers, PassingMeetings passing)
    {
        var backup = await servers.Database.BackUpAsync(ClusterServers.DatabaseName);
        await passing.MakeAsync();
        await Task.Delay(s_sinceBackup);
        await servers.Cluster.DisposeAsync();
        await passing.CancelAsync();
        await servers.Database.DropDatabaseAsync(ClusterServers.DatabaseName);
        await servers.Database.CreateDatabaseAsync(ClusterServers.DatabaseName);
        await servers.Database.RestoreAsync(backup, ClusterServers.DatabaseName);
        await servers.PrepareRestoredAsync();
    }

    private static Task Nothing() => Task.CompletedTask;

    private static Task Nothing(Action _) => Task.CompletedTask;

    private static Task KillDatabaseAsync(ClusterServers servers)
    {
        servers.Database.Kill();
        return Task.CompletedTask;
    }

    /// <summary>A power cut: nobody says good-bye, and the table of members holds all of them as they were.</summary>
    private static async Task KillAllAsync(ClusterServers servers)
    {
        foreach (var member in servers.Cluster.Members)
            await servers.KillAsync(member);
        servers.Database.Kill();
    }

    /// <summary>As machines do when they have power again: each host has the address of the one before it, which the table of members still has.</summary>
    private static async Task StartAllAsync(ClusterServers servers)
    {
        await servers.Database.StartAsync();
        await servers.Cluster.StartAsync(default);
    }

    /// <summary>As on machines with other addresses: those that are gone answer nobody, and are not replaced by who has their address.</summary>
    private static async Task StartElsewhereAsync(ClusterServers servers)
    {
        foreach (var silo in servers.Cluster.Silos)
        {
            var ports = SiloPorts.Free();
            silo.MoreSettings = [$"--Cluster:SiloPort={ports.Silo}", $"--Cluster:GatewayPort={ports.Client}"];
        }
        await StartAllAsync(servers);
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

    /// <summary>It learns that it was declared dead, and ends; until then grains that others have by now are active there, too.</summary>
    private static async Task WakeAsync(ClusterHost silo, Action blow)
    {
        await Task.Delay(s_frozen);
        await silo.Process.SignalAsync("CONT");
        blow();
        await silo.Process.WaitForExitAsync(TimeSpan.FromMinutes(2));
        await silo.StartAsync(default);
    }

    /// <summary>To stop the first host is what the fault strikes with, and each further one is a blow; in between all work for some seconds, of both builds if there are two.</summary>
    private static async Task RestartOneByOneAsync(ClusterServers servers, Action blow, string? otherBuild = null)
    {
        foreach (var (number, member) in servers.Cluster.Members.Index())
        {
            if (number > 0)
                blow();
            await member.DisposeAsync();
            member.Folder = otherBuild ?? member.Folder;
            await member.StartAsync(default);
            await Task.Delay(s_between);
        }
    }
}
