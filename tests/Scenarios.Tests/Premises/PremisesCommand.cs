using System.CommandLine;
using System.Diagnostics;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>The runner of the premises path at the command line: <c>premises --seed N --worlds M</c>.</summary>
internal static class PremisesCommand
{
    public const string Name = "premises";

    private const int WorldSize = 25;
    private const int MinutesAway = 60;

    public static async Task<int> RunAsync(string[] args)
    {
        var seed = new Option<int?>("--seed") { Description = "The first scenario; without it, a fresh one." };
        var count = new Option<int>("--count") { Description = "How many scenarios in a world.", DefaultValueFactory = _ => WorldSize };
        var worlds = new Option<int>("--worlds") { Description = "How many worlds, one after the other.", DefaultValueFactory = _ => 1 };
        var away = new Option<int>("--away") { Description = "How many minutes TMS is away when it is away for long.", DefaultValueFactory = _ => MinutesAway };
        var root = new RootCommand("Plays random edits of meetings that TMS books, and kills gateway, connectors and TMS meanwhile.") { seed, count, worlds, away };
        root.SetAction(async (parsed, _) => await PlayAsync(parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000, 900_000_000), parsed.GetValue(count), parsed.GetValue(worlds),
            TimeSpan.FromMinutes(parsed.GetValue(away))));
        return await root.Parse(args[1..]).InvokeAsync();
    }

    private static async Task<int> PlayAsync(int first, int count, int worlds, TimeSpan longAway)
    {
        var clock = Stopwatch.StartNew();
        var wrong = 0;
        for (var world = 0; world < worlds; world++)
        {
            var from = first + (world * count);
            var outcome = await PremisesBatch.PlayAsync(
                [.. Enumerable.Range(from, count)], longAway, told => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,5:0} s, from seed {from}: {told}"));
            wrong += outcome.Wrong.Count;
            await Console.Out.WriteLineAsync($"Seeds {from} to {from + count - 1}: {outcome.Edits} edits, {outcome.Refused} refused; {string.Join("; ", outcome.Blows)}");
            foreach (var one in outcome.Wrong)
                await Console.Out.WriteLineAsync(one);
            await Console.Out.WriteLineAsync(
                $"{(world + 1) * count} scenarios in {clock.Elapsed.TotalSeconds:0} s, {wrong} ended wrong; right {outcome.Passed.TotalMinutes:0.0} minutes after the last edit");
        }
        return wrong == 0 ? 0 : 1;
    }
}
