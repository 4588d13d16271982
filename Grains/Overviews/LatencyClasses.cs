namespace HybridCalendar.Grains.Overviews;

/// <summary>Classes of durations, so that those of an hour and of many hosts add up in a few numbers.</summary>
public static class LatencyClasses
{
    /// <summary>Upper bounds in seconds; what is longer than the last falls into one more class.</summary>
    private static readonly double[] s_bounds = [0.1, 0.2, 0.5, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 60, 120, 300, 600, 1_800, 3_600];

    public static int Of(TimeSpan duration)
    {
        var found = Array.FindIndex(s_bounds, bound => duration.TotalSeconds <= bound);
        return found < 0 ? s_bounds.Length : found;
    }

    /// <summary>The duration, in seconds, that a part of the changes did not exceed; within its class it is as if they were spread evenly.</summary>
    /// <param name="counts">How many changes fell into each class, by class.</param>
    /// <param name="part">Above 0, at most 1.</param>
    public static double Quantile(IReadOnlyDictionary<int, long> counts, double part)
    {
        var rank = part * counts.Values.Sum();
        var below = 0L;
        foreach (var (index, count) in counts.Where(entry => entry.Value > 0).OrderBy(entry => entry.Key))
        {
            if (below + count >= rank)
                return From(index) + (To(index) - From(index)) * (rank - below) / count;
            below += count;
        }
        return 0;
    }

    private static double From(int index) => index == 0 ? 0 : s_bounds[index - 1];

    private static double To(int index) => s_bounds[Math.Min(index, s_bounds.Length - 1)];
}
