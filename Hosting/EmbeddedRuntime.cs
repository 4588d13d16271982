#if !ORLEANS
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;

namespace HybridCalendar.Hosting;

/// <summary>One machine: the grains run in this process, their state in one file.</summary>
public static class ActorRuntime
{
    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory, bool isGateway = false)
    {
        var database = Path.Combine(DataDirectory.Prepare(dataDirectory), "grains.db");
        builder.Services.AddSingleton<IStoredSeries>(new StoredSeries(database));
        builder.UseOrleansEmbedded(embedded =>
        {
            embedded.DatabasePath = database;
            embedded.GrainAssemblies.Add(typeof(HintDispatcher).Assembly);
        });
    }
}
#endif
