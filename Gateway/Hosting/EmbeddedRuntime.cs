#if !ORLEANS
using HybridCalendar.Grains.Hints;
using Orleans.Embedded;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>One machine: the grains run in this process, their state in one file.</summary>
internal static class ActorRuntime
{
    public static void AddActorRuntime(this WebApplicationBuilder builder, GatewayOptions options) => builder.UseOrleansEmbedded(embedded =>
    {
        embedded.DatabasePath = Path.Combine(DataDirectory.Prepare(options.DataDirectory), "grains.db");
        embedded.GrainAssemblies.Add(typeof(HintDispatcher).Assembly);
    });
}
#endif
