using System.CommandLine;
using HybridCalendar.Connector.Check;
using HybridCalendar.Connector.Commands;

namespace HybridCalendar.Connector;

/// <summary>The calendar connector: stands beside TMS and does there what the gateway asks.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // Settings such as --Tms:Url=... are read by each command's configuration.
        var root = new RootCommand("Hybrid Calendar connector for Cisco TMS. Settings are given as --Section:Name=value.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Add(CheckCommand.Create(args));
        root.Add(SystemsCommand.Create(args));
        root.Add(RegisterCommand.Create(args));
        root.Add(RunCommand.Create(args));
        root.Add(StatusCommand.Create(args));
        root.Add(MaintenanceCommand.Create(args));
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, CancellationToken.None);
    }
}
