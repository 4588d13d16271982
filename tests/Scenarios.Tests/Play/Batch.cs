using System.Collections.Concurrent;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>
/// Many scenarios at once in one world, in which the product is killed and restarted at times that the first seed decides. What the
/// product was told of must be right at once, the rest when it has looked by itself.
/// </summary>
internal static class Batch
{
    private const int AtOnce = 24;

    /// <summary>By the real clock, on a machine that may have other things to do.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(120);

    public static async Task<BatchResult> PlayAsync(IReadOnlyList<int> seeds)
    {
        await using var world = await ScenarioWorld.StartAsync(seeds[0]);
        var scenarios = new ConcurrentBag<Scenario>();
        await EachAsync(seeds, async seed =>
        {
            var cast = new Cast(seed, $"s{seed}");
            await world.AddAsync(cast);
            scenarios.Add(new Scenario(world, cast, ScenarioPlan.Of(seed)));
        });
        var upheaval = new Upheaval(world, seeds[0], seeds.Sum(seed => ScenarioPlan.Of(seed).Count));
        var wrong = new ConcurrentDictionary<int, Outcome>();
        var told = 0;
        await EachAsync(scenarios, async scenario =>
        {
            await scenario.PlayAsync(upheaval.CountEdit);
            Note(await scenario.WaitWhileToldAsync(s_deadline) with { When = "at once" });
            if (scenario.IsTold)
                Interlocked.Increment(ref told);
        });
        await upheaval.EndAsync();
        await new Passage(world, Note).PassAsync([.. scenarios]);
        return Count(wrong.Values, scenarios) with { Told = told, Restarts = world.Disturbances.Restarts };

        void Note(Outcome outcome)
        {
            if (!outcome.IsRight)
                wrong.TryAdd(outcome.Seed, outcome);
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> act) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await act(one));

    private static BatchResult Count(IEnumerable<Outcome> wrong, IEnumerable<Scenario> scenarios)
    {
        var lines = scenarios.SelectMany(scenario => scenario.Story).ToList();
        var (passedOver, refused) = (Count(lines, ": passed over"), Count(lines, ": refused"));
        return new BatchResult([.. wrong.OrderBy(outcome => outcome.Seed)], lines.Count - passedOver - refused, passedOver, refused);
    }

    private static int Count(List<string> lines, string text) => lines.Count(line => line.Contains(text, StringComparison.Ordinal));
}
