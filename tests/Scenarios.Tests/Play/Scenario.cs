using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>One scenario in a world.</summary>
internal sealed class Scenario(ScenarioWorld world, Cast cast, IReadOnlyList<Edit> edits)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly Player _player = new(world, cast);
    private readonly List<string> _story = [];
    private (int, long) _before;
    private bool _hadFaults;

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>
    /// Whether the product was told of everything: there were no faults, it was not down, and Graph held nothing back. Else it has to look
    /// by itself, which takes it a reconcile period; and a day for what no look finds.
    /// </summary>
    public bool IsTold => !_hadFaults && !NeedsDay && world.Disturbances == _before;

    /// <summary>Whether a meeting lies in a calendar of which Graph tells nothing: daily passes find out what became of it.</summary>
    public bool NeedsDay => edits.Any(edit => edit.Kind == EditKind.MoveToCalendar);

    /// <summary>Whether whoever is switched off at the end, or whose mailbox may not be used, stays so.</summary>
    private bool StayOff => cast.Seed % 2 == 0;

    /// <summary>Plays it, until all that was sent has arrived.</summary>
    /// <param name="edited">Told after each edit.</param>
    public async Task PlayAsync(Action edited)
    {
        await world.Up;
        _before = world.Disturbances;
        foreach (var edit in edits)
        {
            _story.Add($"{edit.Number,2} {edit.Kind}: {await _player.MakeAsync(edit)}");
            _hadFaults |= edit.Kind is EditKind.Fault or EditKind.SwitchOff or EditKind.RemoveUser or EditKind.TakeAccess;
            edited();
        }
        await world.Trouble.EndAsync(cast);
        if (!StayOff)
        {
            await _player.SwitchOnAsync();
            await _player.GiveAccessAsync();
        }
        using var looks = new PeriodicTimer(s_look);
        while (world.Graph.IsMailUnderWay(cast.Mailboxes))
            await looks.WaitForNextTickAsync();
    }

    /// <summary>Meetings that ran when they were made are extended, those too that have just ended.</summary>
    public async Task ExtendAsync() => _story.AddRange(await _player.ExtendAsync());

    /// <summary>Waits, by the real clock, until everything is as the calendars say, or the product may not have been told of something.</summary>
    /// <param name="deadline">How long the product may take.</param>
    public async Task<Outcome> WaitWhileToldAsync(TimeSpan deadline)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(s_look);
        while (true)
        {
            var outcome = Look();
            if (outcome.IsRight || !IsTold)
                return outcome with { Differences = [] };
            if (TimeProvider.System.GetElapsedTime(began) > deadline)
                return await ExplainAsync(outcome);
            await looks.WaitForNextTickAsync();
        }
    }

    /// <summary>How all is now.</summary>
    /// <param name="isLater">Whether half a day has passed since the last edit.</param>
    public Outcome Look(bool isLater = false) => new(cast.Seed, _story, world.Checker.FindDifferences(cast, _player.Meetings, isLater));

    /// <summary>How the devices are now.</summary>
    public Outcome LookAtDevices() => new(cast.Seed, _story, world.Checker.FindOnDevices(cast, _player.Meetings));

    /// <summary>With what the product says of the meetings and mailboxes.</summary>
    public async Task<Outcome> ExplainAsync(Outcome outcome) => outcome with { Explanations = await world.Explainer.ExplainAsync(cast, _player.Meetings) };
}
