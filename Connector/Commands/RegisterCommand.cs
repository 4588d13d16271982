using System.CommandLine;
using HybridCalendar.Connector.Identity;

namespace HybridCalendar.Connector.Commands;

/// <summary><c>register GATEWAY TOKEN</c>.</summary>
internal static class RegisterCommand
{
    public static Command Create(string[] args)
    {
        var gateway = new Argument<string>("gateway") { Description = "The gateway's address, such as https://calendar.company.com." };
        var token = new Argument<string>("token") { Description = "The token from the administrator; it works once." };
        var command = new Command("register", "Registers this connector with the gateway.") { TreatUnmatchedTokensAsErrors = false };
        command.Add(gateway);
        command.Add(token);
        command.SetAction((parsed, cancel) => Failures.TellAsync(async () =>
        {
            var id = await Registrar.RegisterAsync(
                Address(parsed.GetRequiredValue(gateway)), parsed.GetRequiredValue(token), ConnectorSettings.Read(args), TimeProvider.System, cancel);
            await Console.Out.WriteLineAsync($"The connector is registered as {id}. Start it with 'run'.");
            return 0;
        }));
        return command;
    }

    /// <exception cref="ConnectorException">It is no address.</exception>
    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw new ConnectorException("The gateway's address is none, such as https://calendar.company.com.");
}
