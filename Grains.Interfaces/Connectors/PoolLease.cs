namespace HybridCalendar.Grains.Connectors;

/// <summary>How long a connection that is not heard of keeps the right to serve.</summary>
public static class PoolLease
{
    /// <summary>A connection renews at a third of this.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
}
