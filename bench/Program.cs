using System.CommandLine;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Clusters;
using HybridCalendar.Bench.Idle;
using HybridCalendar.Bench.Ingest;
using HybridCalendar.Bench.Premises;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Bench.Quiet;

namespace HybridCalendar.Bench;

/// <summary>Benchmarks. Standard output carries one JSON object; what a person wants to follow goes to standard error.</summary>
public static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Benchmarks of Hybrid Calendar; each prints one JSON object. Build with -c Release.")
        {
            IngestCommand.Create(),
            ChangeCommand.Create(),
            FaultsCommand.Create(),
            IdleCommand.Create(),
            PremisesCommand.Create(),
            QuietCommand.Create(),
            ServeCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
