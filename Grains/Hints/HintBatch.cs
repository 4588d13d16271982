namespace HybridCalendar.Grains.Hints;

/// <summary>Hints that go to a mailbox in one call.</summary>
internal sealed class HintBatch
{
    /// <summary>What to tell the mailbox; what was said several times is told once.</summary>
    public HashSet<JournaledHint> Hints { get; } = [];

    /// <summary>The journal's rows that say it.</summary>
    public List<long> Rows { get; } = [];
}
