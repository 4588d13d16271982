namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>Scenarios that ended wrong once, by the edits that mattered: what a seed gives is another one when a kind of edit is added.</summary>
internal static class Remembered
{
    private static readonly Dictionary<int, Edit[]> s_edits = new()
    {
        // The room gets no update, as it has not answered the forwarded invitation when the series is moved: its copy stays as it was.
        [201592] =
        [
            new Edit(2, EditKind.ScheduleSeries, 2, 1184997185), new Edit(6, EditKind.OccurrenceLink, 2, 1826447269), new Edit(7, EditKind.MoveOccurrence, 2, 1639785242),
            new Edit(11, EditKind.Forward, 2, 55142383), new Edit(12, EditKind.Move, 2, 1339435699),
        ],
    };

    public static IEnumerable<int> Seeds => s_edits.Keys;

    /// <summary>Null for a seed that is nothing special.</summary>
    public static IReadOnlyList<Edit>? Find(int seed) => s_edits.GetValueOrDefault(seed);
}
