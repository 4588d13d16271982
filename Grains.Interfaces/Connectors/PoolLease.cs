namespace HybridCalendar.Grains.Connectors;

/// <summary>How long the right to serve lasts.</summary>
public static class PoolLease
{
    /// <summary>
    /// How long a connection that is not heard of keeps it. A connector that hears nothing ends its work after
    /// <c>LinkTimes.GatewaySilence</c>; what it had renewed last may have been on its way to it for <c>LinkTimes.Send</c>. Both together are
    /// not longer than this, so that the one has ended its work before another begins.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(45);

    /// <summary>How long a connector that cannot work keeps it while another one could: a restart of TMS is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
}
