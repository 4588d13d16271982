#if ORLEANS
using HybridCalendar.Hosting;
using HybridCalendar.Hosting.Health;
using HybridCalendar.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

// Settings are the gateway's: Cluster:ConnectionString, Gateway:PublicUrl, Office365:*, Webex:*. It listens (urls) for its health alone.
try
{
    var builder = WebApplication.CreateSlimBuilder(args);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.AddPrivateLogging();
    var dataDirectory = builder.Configuration["Gateway:DataDirectory"] ?? "data";
    builder.AddStores(dataDirectory);
    builder.AddOutsideServices();
    builder.AddActorRuntime(dataDirectory);
    builder.AddTelemetry("hybrid-calendar-silo");
    builder.Services.AddHostHealth();
    await using var silo = builder.Build();
    silo.MapHostHealth();
    await silo.RunAsync();
    return 0;
}
catch (Exception wrong) when (ConfigurationProblems.Of(wrong) is { Count: > 0 } problems)
{
    foreach (var problem in problems)
        await Console.Error.WriteLineAsync($"Configuration: {problem}");
    return 2;
}
#else
await Console.Error.WriteLineAsync("The embedded runtime has no silos, the gateway hosts the grains itself. Build with -p:ActorRuntime=Orleans for a cluster.");
return 2;
#endif
