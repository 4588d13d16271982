#if !ORLEANS
using HybridCalendar.Grains.Hints;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;

namespace HybridCalendar.Hosting;

/// <summary>One machine: the grains run in this process, their state in one file.</summary>
public static class ActorRuntime
{
    public static void AddActorRuntime(this IHostApplicationBuilder builder, string dataDirectory, bool isGateway = false)
    {
        builder.UseOrleansEmbedded(embedded =>
        {
            embedded.DatabasePath = Path.Combine(DataDirectory.Prepare(dataDirectory), "grains.db");
            embedded.GrainAssemblies.Add(typeof(HintDispatcher).Assembly);
        });
    }
}
#endif
