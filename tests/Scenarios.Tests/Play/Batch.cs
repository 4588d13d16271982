using System.Collections.Concurrent;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Many scenarios at once in one world, in which the product is killed and restarted at times that the first seed decides.</summary>
internal static class Batch
{
    private const int AtOnce = 24;
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(45);

    public static async Task<BatchResult> PlayAsync(IReadOnlyList<int> seeds)
    {
        await using var world = await ScenarioWorld.StartAsync();
        var scenarios = new ConcurrentBag<Scenario>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var cast = new Cast(seed, $"s{seed}");
            await world.AddAsync(cast);
            scenarios.Add(new Scenario(world, cast, ScenarioPlan.Of(seed)));
        });
        var upheaval = new Upheaval(world, seeds[0], seeds.Sum(seed => ScenarioPlan.Of(seed).Count));
        var wrong = new ConcurrentBag<Outcome>();
        await Parallel.ForEachAsync(scenarios, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (scenario, _) =>
        {
            var outcome = await scenario.PlayAsync(s_deadline, upheaval.CountEdit);
            if (!outcome.IsRight)
                wrong.Add(outcome);
        });
        await upheaval.IsOverAsync();
        var known = wrong.Select(outcome => outcome.Seed).ToHashSet();
        var again = await Task.WhenAll(scenarios.Where(scenario => !known.Contains(scenario.Cast.Seed)).Select(scenario => scenario.LookAgainAsync()));
        var lines = scenarios.SelectMany(scenario => scenario.Story).ToList();
        var (passedOver, refused) = (Count(lines, ": passed over"), Count(lines, ": refused"));
        return new BatchResult(
            [.. wrong.Concat(again.Where(outcome => !outcome.IsRight)).OrderBy(outcome => outcome.Seed)], lines.Count - passedOver - refused, passedOver, refused, world.Restarts);
    }

    private static int Count(List<string> lines, string text) => lines.Count(line => line.Contains(text, StringComparison.Ordinal));
}
