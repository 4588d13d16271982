namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>
/// The time after the last edit, in which nobody asks the product to read anything: after a reconcile period devices follow the
/// calendar, after another one, where Graph did not even tell of what the product wrote itself, invitations do too, and days later
/// everything, also what came within the horizon. Between the two periods somebody extends what ran.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="wrong">Told of what is wrong and when.</param>
internal sealed class Passage(ScenarioWorld world, Action<Outcome> wrong)
{
    /// <summary>The product's reconcile period, and what mailboxes that look at the end of it need.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(16);

    /// <summary>What failed is tried again after pauses of a few minutes.</summary>
    private static readonly TimeSpan s_pauses = TimeSpan.FromMinutes(6);

    /// <summary>Overdue daily passes begin within an hour of a look, which is within a period.</summary>
    private static readonly TimeSpan s_dailyPass = TimeSpan.FromMinutes(77);
    private static readonly TimeSpan s_sleep = TimeSpan.FromHours(49);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longStep = TimeSpan.FromMinutes(1);

    public async Task PassAsync(IReadOnlyList<Scenario> all)
    {
        var soon = all.Where(scenario => !scenario.NeedsDay).ToList();
        await PassAsync("after a reconcile period", soon, scenario => scenario.LookAtDevices(), s_period, s_step);
        await Task.WhenAll(all.Select(scenario => scenario.ExtendAsync()));
        await PassAsync("after two reconcile periods", soon, scenario => scenario.Look(), s_period, s_step);
        await world.SleepAsync(s_sleep);
        await PassAsync("days later", all, scenario => scenario.Look(isLater: true), s_dailyPass, s_longStep);
    }

    private async Task PassAsync(string when, IReadOnlyList<Scenario> scenarios, Func<Scenario, Outcome> look, TimeSpan time, TimeSpan step)
    {
        await world.PassAsync(time, step);
        for (var more = TimeSpan.Zero; more < s_pauses && !scenarios.All(scenario => look(scenario).IsRight); more += s_longStep)
            await world.PassAsync(s_longStep, step);
        foreach (var scenario in scenarios)
        {
            if (look(scenario) is { IsRight: false } outcome)
                wrong((await scenario.ExplainAsync(outcome)) with { When = when });
        }
    }
}
