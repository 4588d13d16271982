#if ORLEANS
using System.Net;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace HybridCalendar.Hosting;

/// <summary>
/// A cluster on Orleans. Without a connection string a gateway stands alone and forgets all at its end; with one it is a silo of
/// the cluster, or a client of its silos.
/// </summary>
public static class ActorRuntime
{
    private const string Postgres = "Npgsql";
    internal const string ServiceId = "hybrid-calendar";

    /// <summary>
    /// The first probes of a silo wait for so long, later ones and the pauses between them for half of it and what its answers take. Three that
    /// fail, the last by way of another silo, and it is declared dead. Where its process is gone they fail at once: its machine refuses the
    /// connection.
    /// </summary>
    private static readonly TimeSpan s_probe = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A silo whose connection stands is believed in for three times this after it was last heard of, however many probes fail: it may be
    /// busy, or frozen for a moment. Orleans would believe in it for a minute.
    /// </summary>
    private static readonly TimeSpan s_longestProbe = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a silo notes that it lives. Who joins asks all members that he finds, or waits until they have noted nothing for three times this:
    /// after a power cut none is there, and people wait a minute. Clocks of silos have to agree better than that.
    /// </summary>
    private static readonly TimeSpan s_alive = TimeSpan.FromSeconds(5);

    /// <param name="builder">The host.</param>
    /// <param name="dataDirectory">Not used in a cluster: its state is in PostgreSQL.</param>
    /// <param name="isGateway">Whether the host is a gateway, which hosts grains only when <see cref="ClusterOptions.GatewayHostsGrains"/> says so.</param>
    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory, bool isGateway = false)
    {
        var cluster = ClusterSettings.Read(builder.Configuration);
        if (!isGateway)
            ClusterSettings.RequireDatabase(cluster);
        builder.Services.AddSingleton<IStoredSeries>(services => new StoredSeries(services.GetService<NpgsqlDataSource>()));
        MachineTime.Keep(builder.Services);
        if (string.IsNullOrWhiteSpace(cluster.ConnectionString))
        {
            builder.UseOrleans(silo => StandAlone(silo, cluster));
            builder.Services.AddHostedService<MemoryWarning>();
            return;
        }
        builder.Services.AddHostedService<ClusterSchema>();
        if (isGateway && !cluster.GatewayHostsGrains)
            builder.UseOrleansClient(client => Connect(client, cluster));
        else
            builder.UseOrleans(silo => Join(silo, cluster));
    }

    private static void StandAlone(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, serviceId: ServiceId, clusterId: cluster.ClusterId);
        silo.AddMemoryGrainStorageAsDefault();
        silo.UseInMemoryReminderService();
        silo.AddActivityPropagation();
    }

    private static void Join(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(names => (names.ServiceId, names.ClusterId) = (ServiceId, cluster.ClusterId));
        silo.Configure<Orleans.Configuration.ClusterMembershipOptions>(SetProbes);
        silo.AddOutgoingGrainCallFilter<CallsAgain>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
            new FormerSelf(services.GetRequiredService<ILocalSiloDetails>(), cluster.ClusterId, services.GetRequiredService<NpgsqlDataSource>(),
                services.GetRequiredService<ILogger<FormerSelf>>()));
        if (cluster.StrongDirectory)
            AddStrongDirectory(silo);
        if (cluster.Address is { } address)
            silo.ConfigureEndpoints(IPAddress.Parse(address), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
        else
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort);
        silo.UseAdoNetClustering((OptionsBuilder<Orleans.Configuration.AdoNetClusteringSiloOptions> table) => table.Configure<NpgsqlDataSource>(
            (options, source) => (options.Invariant, options.DataSource) = (Postgres, source)));
        silo.UseAdoNetReminderService((OptionsBuilder<Orleans.Configuration.AdoNetReminderTableOptions> table) => table.Configure<NpgsqlDataSource>(
            (options, source) => (options.Invariant, options.DataSource) = (Postgres, source)));
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
        silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<NpgsqlDataSource, SystemTextJsonGrainStorageSerializer, OrganizationKeys>((options, source, json, keys) =>
        {
            (options.Invariant, options.DataSource, options.GrainStorageSerializer) = (Postgres, source, new SealedStateSerializer(json, keys));
            // A meeting that is over leaves no row.
            options.DeleteStateOnClear = true;
        }));
        silo.AddActivityPropagation();
    }

    private static void SetProbes(Orleans.Configuration.ClusterMembershipOptions probes)
    {
        (probes.ProbeTimeout, probes.MaxProbeTimeout, probes.IAmAliveTablePublishTimeout) = (s_probe, s_longestProbe, s_alive);
        // It would make the pauses longer too while this machine is busy. That nobody is declared dead then is seen to by his connection.
        probes.ExtendProbeTimeoutDuringDegradation = false;
    }

#pragma warning disable ORLEANSEXP003 // Experimental by its name in Orleans 10; hence a setting.
    private static void AddStrongDirectory(ISiloBuilder silo) => silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

    private static void Connect(IClientBuilder client, ClusterOptions cluster)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(names => (names.ServiceId, names.ClusterId) = (ServiceId, cluster.ClusterId));
        client.UseAdoNetClustering((OptionsBuilder<Orleans.Configuration.AdoNetClusteringClientOptions> table) => table.Configure<NpgsqlDataSource>(
            (options, source) => (options.Invariant, options.DataSource) = (Postgres, source)));
        // A silo that says nothing any more, frozen or without power, is sent calls until it is off this list; Orleans would read it
        // once a minute.
        client.Configure<Orleans.Configuration.GatewayOptions>(silos => silos.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        var wait = new SiloWait(TimeProvider.System);
        client.UseConnectionRetryFilter((_, stop) => wait.AgainAsync(stop));
        // The others take some seconds to declare a silo dead.
        client.AddOutgoingGrainCallFilter<CallsAgain>();
        client.AddGatewayCountChangedHandler(services => NoteLoss(services.GetRequiredService<LostSilos>()));
        client.AddActivityPropagation();
    }

    private static GatewayCountChangedHandler NoteLoss(LostSilos silos) => (_, connections) =>
    {
        if (connections.NumberOfConnectedGateways < connections.PreviousNumberOfConnectedGateways)
            silos.Note();
    };
}
#endif
