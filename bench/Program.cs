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
    public static Task<int> Main(string[] args)
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
        return root.Parse(args).InvokeAsync();
    }
}
