namespace HybridCalendar.Clients.Connectors;

/// <summary>Times that both ends of the link keep.</summary>
public static class LinkTimes
{
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a frame the other end counts as gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>How long a frame may take to be written.</summary>
    public static readonly TimeSpan Send = TimeSpan.FromSeconds(20);
}
