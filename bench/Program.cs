using System.CommandLine;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Clusters;
using HybridCalendar.Bench.Idle;
using HybridCalendar.Bench.Ingest;
using HybridCalendar.Bench.Load;
using HybridCalendar.Bench.Pages;
using HybridCalendar.Bench.Premises;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Bench.Quiet;
using HybridCalendar.Bench.Storm;

namespace HybridCalendar.Bench;

/// <summary>Benchmarks. Standard output carries one JSON object; what a person wants to follow goes to standard error.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Benchmarks of Hybrid Calendar; each prints one JSON object. Build with -c Release.")
        {
            IngestCommand.Create(),
            LoadCommand.Create(),
            ChangeCommand.Create(),
            FaultsCommand.Create(),
            IdleCommand.Create(),
            PagesCommand.Create(),
            PremisesCommand.Create(),
            QuietCommand.Create(),
            ServeCommand.Create(),
            StormCommand.Create(),
        };
        try
        {
            // The library's own handler says nothing of what was waited for in vain.
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
#pragma warning disable CA1031 // Whatever it was, a person is told, and a script by the code.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Output.Say($"The benchmark failed: {failure}");
            return 1;
        }
    }
}
