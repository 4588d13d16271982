namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Kills the product, or restarts it, in the middle of everything.</summary>
internal sealed class Upheaval
{
    private readonly ScenarioWorld _world;
    private readonly Lock _lock = new();
    private readonly Queue<(int AfterEdits, bool Kills)> _planned;
    private Task _underWay = Task.CompletedTask;
    private int _edits;

    /// <param name="world">Where.</param>
    /// <param name="seed">Decides when and how.</param>
    /// <param name="edits">How many edits there will be.</param>
    public Upheaval(ScenarioWorld world, int seed, int edits)
    {
        _world = world;
        var dice = new Random(seed);
        _planned = new([(Between(dice, edits, 0.2, 0.5), true), (Between(dice, edits, 0.6, 0.9), dice.Next(2) == 0)]);
    }

    public void CountEdit()
    {
        lock (_lock)
        {
            if (++_edits < (_planned.TryPeek(out var next) ? next.AfterEdits : int.MaxValue) || !_underWay.IsCompletedSuccessfully)
                return;
            var (_, kills) = _planned.Dequeue();
            _underWay = Task.Run(() => _world.RestartAsync(kills));
        }
    }

    /// <summary>Does what was planned for a time that went by too fast, and returns when the product is up for good.</summary>
    public async Task EndAsync()
    {
        await _underWay;
        while (_planned.TryDequeue(out var left))
            await _world.RestartAsync(left.Kills);
    }

    private static int Between(Random dice, int edits, double from, double to) => (int)(edits * (from + ((to - from) * dice.NextDouble())));
}
