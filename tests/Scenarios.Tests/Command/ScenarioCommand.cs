using System.CommandLine;
using System.Diagnostics;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Command;

/// <summary>The runner at the command line: replays seeds, shrinks them, and soaks.</summary>
internal static class ScenarioCommand
{
    private const int WorldSize = 100;

    /// <summary>Whether the arguments are the runner's, and not the test framework's.</summary>
    public static bool Takes(string[] args) => args.Any(arg => arg is "--seed" or "--count" or "--soak" or "--minutes" or "--shrink" or "--help");

    public static async Task<int> RunAsync(string[] args)
    {
        var seed = new Option<int?>("--seed") { Description = "The first scenario to play; without it, a fresh one." };
        var count = new Option<int>("--count") { Description = "How many scenarios, from that seed on, in one world.", DefaultValueFactory = _ => 1 };
        var within = new Option<int?>("--world") { Description = "With --shrink: the first seed of the batch that it ended wrong in, which decides the day." };
        var shrink = new Option<bool>("--shrink") { Description = "Leaves out edits of the scenario as long as it still ends wrong." };
        var soak = new Option<int?>("--soak") { Description = "Plays so many scenarios, world after world." };
        var minutes = new Option<double?>("--minutes") { Description = "Plays scenarios, world after world, for so long." };
        var command = new RootCommand("Plays random calendar edits against the product and compares the end with the calendars.")
        {
            seed, count, shrink, within, soak, minutes,
        };
        command.SetAction(async (parsed, _) =>
        {
            var first = parsed.GetValue(seed) ?? Random.Shared.Next(1_000_000, 900_000_000);
            if (parsed.GetValue(shrink))
                return await Shrinker.ShrinkAsync(first, parsed.GetValue(within));
            var most = parsed.GetValue(soak) ?? (parsed.GetValue(minutes) is null ? parsed.GetValue(count) : int.MaxValue);
            return await PlayAsync(first, most, TimeSpan.FromMinutes(parsed.GetValue(minutes) ?? 10_000));
        });
        return await command.Parse(args).InvokeAsync();
    }

    private static async Task<int> PlayAsync(int first, int most, TimeSpan longest)
    {
        var clock = Stopwatch.StartNew();
        var (played, wrong) = (0, 0);
        while (played < most && clock.Elapsed < longest)
        {
            var seeds = Enumerable.Range(first + played, Math.Min(WorldSize, most - played)).ToList();
            await Console.Out.WriteLineAsync($"Seeds {seeds[0]} to {seeds[^1]}");
            var result = await Batch.PlayAsync(seeds);
            foreach (var outcome in result.Wrong)
                await Console.Out.WriteLineAsync(outcome.ToString());
            (played, wrong) = (played + seeds.Count, wrong + result.Wrong.Count);
            await Console.Out.WriteLineAsync(
                $"{result.Edits} edits, {result.PassedOver} passed over, {result.Refused} refused by Graph; the product was told of all in {result.Told} scenarios and restarted {result.Restarts} times");
            await Console.Out.WriteLineAsync($"{played} scenarios in {clock.Elapsed.TotalSeconds:0} s, {wrong} ended wrong");
        }
        return wrong == 0 ? 0 : 1;
    }
}
