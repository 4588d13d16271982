using HybridCalendar.Scenarios.Tests.Plan;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Command;

/// <summary>Finds a short list of edits that still ends wrong: leaves out ever smaller parts of the scenario.</summary>
internal static class Shrinker
{
    /// <summary>Shorter than in the batches: nothing else takes place in the world.</summary>
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(15);

    public static async Task<int> ShrinkAsync(int seed, int? within)
    {
        // The day of its world: a batch begins where the first of its seeds says.
        await using var world = await ScenarioWorld.StartAsync(within ?? seed);
        var attempts = 0;
        var edits = ScenarioPlan.Of(seed);
        if (await TryAsync(edits) is not { IsRight: false } found)
        {
            await Console.Out.WriteLineAsync($"Seed {seed} alone ends right: what went wrong needs the others of its world, a restart, or luck.");
            return 0;
        }
        for (var size = edits.Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from < edits.Count;)
            {
                List<Edit> less = [.. edits.Take(from), .. edits.Skip(from + size)];
                if (less.Count > 0 && await TryAsync(less) is { IsRight: false } outcome)
                    (edits, found) = (less, outcome);
                else
                    from += size;
            }
        }
        await Console.Out.WriteLineAsync($"{edits.Count} edits are enough:\n{found}");
        return 1;

        async Task<Outcome> TryAsync(IReadOnlyList<Edit> list)
        {
            var cast = new Cast(seed, $"s{seed}x{++attempts}");
            await world.AddAsync(cast);
            var scenario = new Scenario(world, cast, list);
            await scenario.PlayAsync(() => { });
            var outcome = await scenario.WaitWhileToldAsync(s_deadline);
            if (outcome.IsRight)
                await new Passage(world, wrong => outcome = outcome.IsRight ? wrong : outcome).PassAsync([scenario]);
            await Console.Out.WriteLineAsync($"{list.Count} edits: {(outcome.IsRight ? "right" : "wrong")}");
            return outcome;
        }
    }
}
