using System.CommandLine;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Commands;

/// <summary><c>run</c>: stays connected to the gateway and does in TMS what it asks.</summary>
internal static class RunCommand
{
    private const string TmsSection = "Tms";

    public static Command Create(string[] args)
    {
        var command = new Command("run", "Stays connected to the gateway and does in TMS what it asks.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((_, cancel) => Failures.TellAsync(() => RunAsync(args, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var builder = Host.CreateApplicationBuilder([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal))]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddLink(ConnectorSettings.From(builder.Configuration));
        builder.Services.AddTms(builder.Configuration.GetSection(TmsSection));
        try
        {
            using var host = builder.Build();
            await host.RunAsync(cancel);
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            throw new ConnectorException(string.Join(Environment.NewLine, wrong.Failures), wrong);
        }
    }
}
