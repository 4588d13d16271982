using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>One scenario in a world.</summary>
internal sealed class Scenario(ScenarioWorld world, Cast cast, IReadOnlyList<Edit> edits)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly Player _player = new(world, cast);
    private readonly List<string> _story = [];

    public Cast Cast => cast;

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>Plays it, and waits until everything is as the calendars say.</summary>
    /// <param name="deadline">How long the product may take after the last edit.</param>
    /// <param name="edited">Told after each edit.</param>
    public async Task<Outcome> PlayAsync(TimeSpan deadline, Action edited)
    {
        var restarts = world.Restarts;
        var hadFaults = false;
        foreach (var edit in edits)
        {
            _story.Add($"{edit.Number,2} {edit.Kind}: {await _player.MakeAsync(edit)}");
            hadFaults |= edit.Kind == EditKind.Fault;
            edited();
        }
        await world.Trouble.EndAsync(cast);
        await WaitForMailAsync();
        // Where nothing went wrong, the product knows by itself.
        var isTold = !hadFaults && world.IsUp && world.Restarts == restarts;
        return await WaitUntilRightAsync(isTold ? restarts : null, deadline);
    }

    /// <summary>Looks again, long after: nothing that came later may have spoilt it.</summary>
    public async Task<Outcome> LookAgainAsync()
    {
        await WaitForMailAsync();
        return Look();
    }

    /// <param name="told">The number of restarts up to which the product has heard of everything; null when it has to read again.</param>
    /// <param name="deadline">When to give up.</param>
    private async Task<Outcome> WaitUntilRightAsync(int? told, TimeSpan deadline)
    {
        var limit = world.Time.GetUtcNow() + deadline;
        using var looks = new PeriodicTimer(s_look);
        while (true)
        {
            if (told != world.Restarts)
            {
                told = world.Restarts;
                await world.ReconcileAsync(cast);
                limit = world.Time.GetUtcNow() + deadline;
            }
            var outcome = Look();
            if (outcome.IsRight || (world.Time.GetUtcNow() > limit && told == world.Restarts))
                return outcome.IsRight ? outcome : outcome with { Explanations = await Task.WhenAll(_player.Meetings.Select(world.ExplainAsync)) };
            await looks.WaitForNextTickAsync();
        }
    }

    private Outcome Look() => new(cast.Seed, _story, world.Check(cast, _player.Meetings));

    private async Task WaitForMailAsync()
    {
        using var looks = new PeriodicTimer(s_look);
        while (world.Graph.IsMailUnderWay(cast.Mailboxes))
            await looks.WaitForNextTickAsync();
    }
}
