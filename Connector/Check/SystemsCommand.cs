using System.CommandLine;
using HybridCalendar.Connector.Tms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Check;

/// <summary><c>systems</c>: writes TMS's rooms and devices as a table, to which a person adds the mailboxes.</summary>
internal static class SystemsCommand
{
    public static Command Create(string[] args)
    {
        var command = new Command("systems", "Writes TMS's rooms and devices as CSV, with an empty column for their mailboxes.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((_, cancel) => RunAsync(() => TmsServices.Build(args), Console.Out, Console.Error, cancel));
        return command;
    }

    internal static async Task<int> RunAsync(Func<ServiceProvider> build, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        try
        {
            await using var services = build();
            var systems = await services.GetRequiredService<TmsSetup>().SystemsAsync(cancel);
            await output.WriteLineAsync("System ID,System Name,Category,Email Address");
            foreach (var system in systems)
                await output.WriteLineAsync(FormattableString.Invariant($"{system.Id},{Quoted(system.Name)},{Quoted(system.Category)},"));
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            await errors.WriteLineAsync(string.Join(Environment.NewLine, wrong.Failures));
            return 2;
        }
        catch (TmsException refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
