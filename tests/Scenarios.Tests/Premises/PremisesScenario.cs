namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>One scenario in a world.</summary>
internal sealed class PremisesScenario(PremisesWorld world, PremisesCast cast)
{
    private readonly IReadOnlyList<PremisesEditKind> _edits = PremisesPlan.Of(cast.Seed);
    private readonly PremisesPlayer _player = new(world, cast);
    private readonly List<string> _story = [];
    private IReadOnlyList<Stranger> _strangers = [];

    public PremisesCast Cast => cast;

    /// <summary>What was done, in order.</summary>
    public IReadOnlyList<string> Story => _story;

    /// <summary>Plays one of so many parts.</summary>
    public async Task PlayAsync(int part, int parts)
    {
        for (var number = _edits.Count * part / parts; number < _edits.Count * (part + 1) / parts; number++)
            _story.Add($"{number,2} {_edits[number]}: {await _player.MakeAsync(_edits[number])}");
    }

    public IReadOnlyList<string> FindDifferences() => world.Check(cast, _player.Meetings, _strangers);

    /// <summary>Schedules the series whose first instance runs while everything else happens.</summary>
    public async Task BeginAsync()
    {
        _strangers = world.BookStrangers(cast);
        _story.AddRange(_strangers.Select(stranger => $"   {stranger}"));
        _story.Add($"   {await _player.ScheduleRunningAsync()}");
        _story.Add($"   {await _player.ScheduleUnwatchedAsync()}");
    }

    /// <summary>Whether that instance runs in TMS; from then on it must stay as it is.</summary>
    public bool Runs()
    {
        var meeting = _player.Meetings[0];
        meeting.Running ??= world.FindRunning(cast, meeting);
        return meeting.Running is not null;
    }

    /// <summary>All that a person needs who looks for a mistake.</summary>
    public async Task<string> DescribeAsync() => string.Join('\n',
        [$"Seed {cast.Seed}, zone {cast.Zone}", .. _story, "  ends wrong:", .. FindDifferences(), "  TMS has:", .. world.List(cast), "  the product says:", .. await Task.WhenAll([.. _player.Meetings.Select(world.ExplainAsync), .. cast.Rooms.Select(world.ExplainAsync)])]);
}
