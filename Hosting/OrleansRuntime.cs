#if ORLEANS
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace HybridCalendar.Hosting;

/// <summary>A cluster on Orleans: this process is a silo too. Without a connection string it stands alone and forgets all at its end.</summary>
public static class ActorRuntime
{
    private const string Postgres = "Npgsql";

    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory)
    {
        var cluster = builder.Configuration.GetSection(ClusterOptions.Section).Get<ClusterOptions>() ?? new ClusterOptions();
        builder.UseOrleans(silo =>
        {
            if (string.IsNullOrWhiteSpace(cluster.ConnectionString))
                StandAlone(silo, cluster);
            else
                Join(silo, cluster, cluster.ConnectionString);
            silo.AddActivityPropagation();
        });
    }

    private static void StandAlone(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.UseLocalhostClustering(cluster.SiloPort, cluster.GatewayPort, serviceId: "hybrid-calendar", clusterId: cluster.ClusterId);
        silo.AddMemoryGrainStorageAsDefault();
        silo.UseInMemoryReminderService();
    }

    private static void Join(ISiloBuilder silo, ClusterOptions cluster, string connection)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(names =>
        {
            names.ServiceId = "hybrid-calendar";
            names.ClusterId = cluster.ClusterId;
        });
        silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort);
        silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Postgres, connection));
        silo.UseAdoNetReminderService(table => (table.Invariant, table.ConnectionString) = (Postgres, connection));
        silo.AddAdoNetGrainStorageAsDefault(storage => storage.Configure<SystemTextJsonGrainStorageSerializer>((table, json) =>
        {
            (table.Invariant, table.ConnectionString) = (Postgres, connection);
            table.GrainStorageSerializer = json;
        }));
        silo.Services.AddSingleton<SystemTextJsonGrainStorageSerializer>();
    }
}
#endif
