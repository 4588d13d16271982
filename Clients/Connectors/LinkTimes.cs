namespace HybridCalendar.Clients.Connectors;

/// <summary>
/// Times that both ends of the link keep. When the network between them is gone, each notices by itself, and in this order: first the
/// connector, which ends its work; then the gateway, which lets another connector serve. So no two connectors are ever at work at once.
/// </summary>
public static class LinkTimes
{
    /// <summary>A connector beats so often, and is answered each time.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a frame a connector takes the gateway for gone and ends its work: more than two beats.</summary>
    public static readonly TimeSpan GatewaySilence = TimeSpan.FromSeconds(25);

    /// <summary>
    /// After so long without a frame the gateway takes a connector for gone. The last frame that reached the gateway may be a
    /// <see cref="Heartbeat"/> older than the last one that reached the connector, so this is longer than <see cref="GatewaySilence"/> by
    /// more than that.
    /// </summary>
    public static readonly TimeSpan ConnectorSilence = TimeSpan.FromSeconds(40);

    /// <summary>How long a frame may take to be written.</summary>
    public static readonly TimeSpan Send = TimeSpan.FromSeconds(20);
}
