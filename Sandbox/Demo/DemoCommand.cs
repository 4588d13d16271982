using System.CommandLine;
using System.Globalization;
using HybridCalendar.Sandbox.Demo.Premises;
using HybridCalendar.Sandbox.Wiring;
using Spectre.Console;

namespace HybridCalendar.Sandbox.Demo;

/// <summary><c>demo</c>: plays a scripted day against everything, without a browser. Exit code 0 only if every device list was right.</summary>
internal static class DemoCommand
{
    private const string Premises = "premises";

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object at the end instead of lines for people." };
        var scenario = new Option<string?>("--scenario") { Description = "premises: the test of the integration with TMS instead of the day." };
        scenario.AcceptOnlyFromAmong(Premises);
        var command = new Command("demo", "Plays a scripted day and checks every device after every step.") { json, scenario };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(json), parsed.GetValue(scenario) == Premises, cancel));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, bool onPremises, CancellationToken cancellationToken)
    {
        // A file or another program gets words, not colours.
        AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
        void Report(DemoStep step) => Print(step, asJson);
        var steps = onPremises
            ? await PremisesDemo.PlayAsync(Report, cancellationToken)
            : await PlayDayAsync(Report, cancellationToken);
        return await DemoResult.TellAsync(steps, asJson, Console.Out);
    }

    private static async Task<IReadOnlyList<DemoStep>> PlayDayAsync(Action<DemoStep> report, CancellationToken cancellationToken)
    {
        await using var playground = await Playground.StartAsync(PlaygroundAddresses.Free(), cancellationToken: cancellationToken);
        await using var panel = await PanelClient.ConnectAsync(playground, cancellationToken);
        using var outlook = await DemoCalendar.SignInAsync(playground.Addresses.Sandbox, cancellationToken);
        return await new DemoScript(playground, panel, outlook).PlayAsync(report, cancellationToken);
    }

    private static void Print(DemoStep step, bool asJson)
    {
        if (asJson)
            return;
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{(step.Ok ? "ok " : "BAD")} {step.LatencyMs,7:0} ms  {step.Name}");
        if (step.Problem is { } problem)
            AnsiConsole.WriteLine($"    {problem}");
    }
}
