namespace HybridCalendar.Bench.Change;

/// <summary>Times in milliseconds.</summary>
internal sealed record Latency(int Count, double P50, double P90, double P95, double P99, double Max)
{
    public static Latency Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0
            ? new Latency(0, 0, 0, 0, 0, 0)
            : new Latency(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.95), At(sorted, 0.99), At(sorted, 1));
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)], 1);
}
