using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>
/// Many scenarios at once in one world, whose gateway, connectors and TMS are killed meanwhile. In the end TMS's own list, the devices and
/// the invitations must say what the calendars say, without anybody asking for anything.
/// </summary>
internal static class PremisesBatch
{
    private const int AtOnce = 8;

    /// <summary>More than a reconcile period, and than the first pauses between requests to TMS.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(90);

    /// <summary>Nothing that comes later may spoil what was right.</summary>
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(2);

    /// <summary>Longer than it takes to book the first meetings and have them begin.</summary>
    private static readonly TimeSpan s_longestBeginning = TimeSpan.FromMinutes(15);

    /// <param name="seeds">The scenarios.</param>
    /// <param name="longAway">How long TMS is away when it is away for long.</param>
    /// <param name="tell">Is told how far it is.</param>
    public static async Task<PremisesOutcome> PlayAsync(IReadOnlyList<int> seeds, TimeSpan longAway, Action<string> tell)
    {
        await using var world = await PremisesWorld.StartAsync(seeds[0]);
        await world.LetTmsHostAsync();
        var scenarios = seeds.Select((seed, place) => new PremisesScenario(world, new PremisesCast(seed, place))).ToList();
        await EachAsync(scenarios, scenario => world.AddAsync(scenario.Cast));
        if (!await BeginAsync(world, scenarios))
            return new PremisesOutcome(scenarios.Count, 0, [], s_longestBeginning, await Task.WhenAll(scenarios.Where(scenario => !scenario.Runs()).Select(scenario => scenario.DescribeAsync())));
        tell("what runs has begun");
        var upheavals = new Upheavals(world, seeds[0], longAway, [.. scenarios.Select(scenario => scenario.Cast)]);
        upheavals.Begin();
        var plan = upheavals.Plan();
        var told = new List<string>();
        for (var part = 0; part < plan.Count; part++)
        {
            var editing = EachAsync(scenarios, scenario => scenario.PlayAsync(part, plan.Count));
            told.Add(await upheavals.StrikeAsync(plan[part], editing));
            tell(told[^1]);
        }
        await upheavals.EndAsync();
        var (passed, wrong) = await PassUntilRightAsync(world, scenarios);
        tell($"{wrong.Count} wrong {passed.TotalMinutes:0.0} minutes after the last edit");
        return new PremisesOutcome(
            scenarios.Sum(scenario => scenario.Story.Count), scenarios.Sum(scenario => scenario.Story.Count(line => line.Contains(": refused", StringComparison.Ordinal))),
            told, passed, [.. upheavals.Wrong, .. await Task.WhenAll(wrong.Select(scenario => scenario.DescribeAsync()))]);
    }

    /// <summary>Each scenario gets a series of which an instance runs before anything else happens.</summary>
    private static async Task<bool> BeginAsync(PremisesWorld world, List<PremisesScenario> scenarios)
    {
        await EachAsync(scenarios, scenario => scenario.BeginAsync());
        var until = world.Time.GetUtcNow() + s_longestBeginning;
        while (world.Time.GetUtcNow() < until && !scenarios.TrueForAll(scenario => scenario.Runs() && scenario.FindDifferences().Count == 0))
            await world.PassAsync();
        return scenarios.TrueForAll(scenario => scenario.Runs());
    }

    private static async Task<(TimeSpan Passed, IReadOnlyList<PremisesScenario> Wrong)> PassUntilRightAsync(PremisesWorld world, IReadOnlyList<PremisesScenario> scenarios)
    {
        var began = world.Time.GetUtcNow();
        var rightSince = (DateTimeOffset?)null;
        while (true)
        {
            await world.PassAsync();
            var now = world.Time.GetUtcNow();
            var wrong = scenarios.Where(scenario => scenario.FindDifferences().Count > 0).ToList();
            rightSince = wrong.Count > 0 ? null : rightSince ?? now;
            if (now - rightSince > s_after || (wrong.Count > 0 && now - began > s_longest))
                return (rightSince - began ?? now - began, wrong);
        }
    }

    private static Task EachAsync(IEnumerable<PremisesScenario> all, Func<PremisesScenario, Task> act) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) => await act(one));
}
