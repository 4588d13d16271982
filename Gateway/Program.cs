using System.CommandLine;
using HybridCalendar.Gateway.Explain;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Hosting;

namespace HybridCalendar.Gateway;

/// <summary>The gateway: a server, and the <c>explain</c> command.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Settings such as --Gateway:PublicUrl=... are read by the host's configuration.
        var root = new RootCommand("Hybrid Calendar gateway. Without a command it serves; settings are given as --Section:Name=value.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Add(ExplainCommand.Create());
        root.SetAction((_, cancel) => ServeAsync(args, cancel));
        // The host hears signals itself and takes the time that it needs to end.
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, CancellationToken.None);
    }

    private static async Task<int> ServeAsync(string[] args, CancellationToken cancel)
    {
        try
        {
            await using var app = GatewayApp.Build(args);
            await app.RunAsync(cancel);
            return 0;
        }
        catch (Exception wrong) when (ConfigurationProblems.Of(wrong) is { Count: > 0 } problems)
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync($"Configuration: {problem}");
            return 2;
        }
    }
}
