#if ORLEANS
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Hosting;
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
    /// Three probes of this length without an answer, and nothing else heard of it meanwhile, and a silo is suspected. Orleans would let a
    /// probe wait for up to 20 s, and believe for a minute in a silo that froze.
    /// </summary>
    private static readonly TimeSpan s_longestProbe = TimeSpan.FromSeconds(5);

    /// <param name="builder">The host.</param>
    /// <param name="dataDirectory">Not used in a cluster: its state is in PostgreSQL.</param>
    /// <param name="isGateway">Whether the host is a gateway, which hosts grains only when <see cref="ClusterOptions.GatewayHostsGrains"/> says so.</param>
    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory, bool isGateway = false)
    {
        var cluster = ClusterSettings.Read(builder.Configuration);
        if (!isGateway)
            ClusterSettings.RequireDatabase(cluster);
        builder.Services.AddSingleton<IStoredSeries>(services => new StoredSeries(services.GetService<NpgsqlDataSource>()));
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
        silo.Configure<Orleans.Configuration.ClusterMembershipOptions>(probes => (probes.ProbeTimeout, probes.MaxProbeTimeout) = (s_longestProbe, s_longestProbe));
        silo.AddOutgoingGrainCallFilter<CallsAgain>();
        if (cluster.StrongDirectory)
            AddStrongDirectory(silo);
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
        client.AddActivityPropagation();
    }
}
#endif
