namespace HybridCalendar.Grains.Hints;

/// <summary>How many hints of each row of the journal are not reflected yet. Safe to use from several threads.</summary>
internal sealed class HintCounts
{
    private readonly Dictionary<long, int> _left = [];

    /// <returns>False when the row holds nothing, or is counted already: a run that was thought gone may get its own rows back.</returns>
    public bool Add(long row, int hints)
    {
        lock (_left)
            return hints > 0 && _left.TryAdd(row, hints);
    }

    /// <param name="reflected">For each hint that is reflected the row that it stands in.</param>
    /// <returns>The rows of which nothing is left.</returns>
    public IReadOnlyCollection<long> Subtract(IEnumerable<long> reflected)
    {
        List<long> done = [];
        lock (_left)
        {
            foreach (var row in reflected)
            {
                if (--_left[row] > 0)
                    continue;
                _left.Remove(row);
                done.Add(row);
            }
        }
        return done;
    }
}
