namespace Orleans.Runtime;

/// <summary>When a tick is, in UTC.</summary>
public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
{
    /// <summary>When the reminder was due first.</summary>
    public DateTime FirstTickTime { get; } = firstTickTime;

    /// <summary>From one tick to the next.</summary>
    public TimeSpan Period { get; } = period;

    /// <summary>When this tick was sent.</summary>
    public DateTime CurrentTickTime { get; } = timeStamp;

    /// <inheritdoc/>
    public override string ToString() => $"<{FirstTickTime:O}, {Period}, {CurrentTickTime:O}>";
}
