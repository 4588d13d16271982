using System.CommandLine;
using HybridCalendar.Connector.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Commands;

/// <summary><c>run</c>: stays connected to the gateway and does in TMS what it asks.</summary>
internal static class RunCommand
{
    public static Command Create(string[] args)
    {
        var command = new Command("run", "Stays connected to the gateway and does in TMS what it asks.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((_, cancel) => Failures.TellAsync(() => RunAsync(args, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        try
        {
            using var host = ConnectorHost.Build([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal))], TimeProvider.System);
            await host.RunAsync(cancel);
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            throw new ConnectorException(string.Join(Environment.NewLine, wrong.Failures), wrong);
        }
    }
}
