#if ORLEANS
using HybridCalendar.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Settings are the gateway's: Cluster:ConnectionString, Gateway:PublicUrl, Office365:*, Webex:*.
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.AddPrivateLogging();
    var dataDirectory = builder.Configuration["Gateway:DataDirectory"] ?? "data";
    builder.AddStores(dataDirectory);
    builder.AddOutsideServices();
    builder.AddActorRuntime(dataDirectory);
    await builder.Build().RunAsync();
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
