using System.Diagnostics;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>A quick look at the runtime's speed: <c>dotnet run -c Release --project tests/Runtime.Tests -- measure</c>.</summary>
internal static class Measure
{
    private const int Callers = 50;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("runtime-measure-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(new Greeting("hello"));
        builder.UseOrleansEmbedded(options =>
        {
            options.DatabasePath = Path.Combine(folder, "grains.db");
            options.GrainAssemblies.Add(typeof(Measure).Assembly);
        });
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await CallsAsync(grains, 20_000);
        Console.WriteLine($"calls/s, {Callers} callers: {await CallsAsync(grains, 2_000_000):N0}");
        foreach (var writers in new[] { 1, 16, 64, 512 })
            Console.WriteLine($"writes/s, {writers} grains: {await WritesAsync(grains, writers, TimeSpan.FromSeconds(3)):N0}");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        const int idle = 100_000;
        for (var i = 0; i < idle; i++) await grains.GetGrain<ILifeGrain>($"idle:{i}").Greet();
        Console.WriteLine($"activations/s, one by one: {idle / Stopwatch.GetElapsedTime(start).TotalSeconds:N0}");
        Console.WriteLine($"bytes per idle activation, its key included: {(GC.GetTotalMemory(forceFullCollection: true) - before) / idle:N0}");
        await host.StopAsync();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task<double> CallsAsync(IGrainFactory grains, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var grain = grains.GetGrain<ILifeGrain>($"called:{caller}");
            for (var i = 0; i < calls / Callers; i++) await grain.Greet();
        })));
        return calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> WritesAsync(IGrainFactory grains, int writers, TimeSpan time)
    {
        var text = new string('x', 1000);
        var start = Stopwatch.GetTimestamp();
        var written = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var grain = grains.GetGrain<IStateGrain>($"written:{writer}");
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < time; count++) await grain.Write(text);
            return count;
        })));
        return written.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
