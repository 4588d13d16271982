#if !ORLEANS
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using Orleans.Storage;

namespace HybridCalendar.Hosting;

/// <summary>One machine: the grains run in this process, their state in one file.</summary>
public static class ActorRuntime
{
    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory, bool isGateway = false)
    {
        var database = Path.Combine(DataDirectory.Prepare(dataDirectory), "grains.db");
        builder.Services.AddSingleton<IStoredSeries>(new StoredSeries(database));
        builder.Services.AddSingleton<IGrainStorageSerializer>(services => new SealedStateSerializer(
            services.GetRequiredService<SystemTextJsonGrainStorageSerializer>(), services.GetRequiredService<OrganizationKeys>()));
        builder.UseOrleansEmbedded(embedded =>
        {
            embedded.DatabasePath = database;
            embedded.GrainAssemblies.Add(typeof(HintDispatcher).Assembly);
        });
    }
}
#endif
