using System.Text.Json;
using Spectre.Console;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>What the demo says at its end, and what it ends with.</summary>
public static class DemoResult
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="steps">What was played.</param>
    /// <param name="asJson">All steps as one JSON object instead of a sentence for people.</param>
    /// <param name="output">Where it says it.</param>
    /// <returns>The exit code: 0 only if something was played and everything was right.</returns>
    public static async Task<int> TellAsync(IReadOnlyList<DemoStep> steps, bool asJson, TextWriter output)
    {
        var ok = steps.Count > 0 && steps.All(step => step.Ok);
        if (asJson)
            await output.WriteLineAsync(JsonSerializer.Serialize(new { ok, steps }, s_json));
        else
            Console(output).MarkupLine(ok ? "[green]Every device showed what the calendar said.[/]" : "[red]Something was wrong.[/]");
        return ok ? 0 : 1;
    }

    private static IAnsiConsole Console(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
}
