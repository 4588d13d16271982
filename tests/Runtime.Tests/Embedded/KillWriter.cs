using System.Globalization;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;

namespace HybridCalendar.Runtime.Tests.Embedded;

/// <summary>The child process of the kill tests: writes to many grains and prints each acknowledged write, until it is killed.</summary>
internal static class KillWriter
{
    public const int Grains = 64;

    public static async Task RunAsync(string database, int seed)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        TestServices.Add(builder.Services);
        builder.UseOrleansEmbedded(options =>
        {
            options.DatabasePath = database;
            options.GrainAssemblies.Add(typeof(KillWriter).Assembly);
        });
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Grains).Select(index => WriteAsync(grains.GetGrain<IStateGrain>(Key(index)), index, seed, output)));
    }

    public static string Key(int index) => "killed:" + index.ToString(CultureInfo.InvariantCulture);

    private static async Task WriteAsync(IStateGrain grain, int index, int seed, TextWriter output)
    {
        for (var count = 0; ; count++)
        {
            var text = $"{seed}-{count}";
            await grain.Write(text);
            await output.WriteLineAsync($"{index} {text}");
        }
    }
}
