using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HybridCalendar.Domain.JoinTargets;
using NodaTime;

namespace HybridCalendar.Gateway.Explain;

/// <summary>
/// <c>explain</c>: reads Graph events as JSON and writes what the product makes of each, one JSON object a line. It starts no
/// host and reads no clock: the same input gives the same output.
/// </summary>
internal static class ExplainCommand
{
    private const int DefaultMax = 100;
    private static readonly Instant s_earliest = Instant.FromUtc(1, 1, 2, 0, 0);
    private static readonly Instant s_latest = Instant.FromUtc(9999, 12, 31, 0, 0);
    private static readonly ExplanationJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // The output goes to a terminal or a program, never into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static Command Create()
    {
        var lines = new Option<bool>("--jsonl") { Description = "Read JSON Lines and write one line for each, in order, also for a malformed one." };
        var from = new Option<Instant?>("--from")
        {
            Description = "Occurrences that start at this moment or later (ISO 8601, UTC unless it has an offset); default: from the first.",
            CustomParser = ExplainWindow.Parse,
        };
        var to = new Option<Instant?>("--to")
        {
            Description = "Occurrences that start before this moment (ISO 8601, UTC unless it has an offset); default: no end.",
            CustomParser = ExplainWindow.Parse,
        };
        var max = new Option<int>("--max") { Description = "At most so many occurrences an event.", DefaultValueFactory = _ => DefaultMax };
        max.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--max must be 0 or more.");
        });
        var rules = new Option<FileInfo?>("--rules") { Description = "A file of join rules instead of those that come with the product." };
        var command = new Command("explain", "Reads Graph events as JSON on standard input and says what becomes of each.") { lines, from, to, max, rules };
        command.SetAction((parsed, cancel) => RunAsync(
            new EventExplainer(Rules(parsed.GetValue(rules)), parsed.GetValue(from) ?? s_earliest, parsed.GetValue(to) ?? s_latest, parsed.GetValue(max)),
            parsed.GetValue(lines),
            cancel));
        return command;
    }

    private static JoinRuleSet Rules(FileInfo? file) =>
        file is null ? JoinRuleSet.Default : JoinRuleSet.Parse(File.ReadAllText(file.FullName));

    private static async Task<int> RunAsync(EventExplainer explainer, bool isLines, CancellationToken cancel)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        await using var output = Console.OpenStandardOutput();
        await RunAsync(explainer, isLines, input, output, cancel);
        return 0;
    }

    internal static async Task RunAsync(EventExplainer explainer, bool isLines, TextReader input, Stream output, CancellationToken cancel)
    {
        await using var buffer = new BufferedStream(output, 1 << 16);
        if (!isLines)
        {
            foreach (var explanation in EventInput.ExplainDocument(WithoutMark(await input.ReadToEndAsync(cancel)), explainer))
                Write(explanation, buffer);
            return;
        }
        for (long number = 1; ; number++)
        {
            var next = input.ReadLineAsync(cancel).AsTask();
            // Whoever waits for answers before it writes the next line must get them.
            if (!next.IsCompleted)
                await buffer.FlushAsync(cancel);
            if (await next is not { } line)
                return;
            Write(EventInput.ExplainLine(number == 1 ? WithoutMark(line) : line, number, explainer), buffer);
        }
    }

    private static string WithoutMark(string text) => text.TrimStart('\uFEFF');

    private static void Write(Explanation explanation, Stream output)
    {
        JsonSerializer.Serialize(output, explanation, s_json.Explanation);
        output.WriteByte((byte)'\n');
    }
}
