using System.CommandLine;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;

namespace HybridCalendar.Connector.Commands;

/// <summary><c>maintenance on|off</c>.</summary>
internal static class MaintenanceCommand
{
    public static Command Create(string[] args)
    {
        var wish = new Argument<string>("on|off") { Description = "On takes the connector out of service once it has done what it has in work." };
        wish.AcceptOnlyFromAmong("on", "off");
        var command = new Command("maintenance", "Takes this connector out of service, or back.") { TreatUnmatchedTokensAsErrors = false };
        command.Add(wish);
        command.SetAction((parsed, _) => Failures.TellAsync(async () =>
        {
            var directory = ConnectorSettings.Read(args).DataDirectory;
            using (ConnectorIdentity.Load(directory))
                new MaintenanceSwitch(directory).Set(parsed.GetRequiredValue(wish) == "on");
            await Console.Out.WriteLineAsync($"Maintenance is {parsed.GetRequiredValue(wish)}.");
            return 0;
        }));
        return command;
    }
}
