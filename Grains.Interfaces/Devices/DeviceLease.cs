namespace HybridCalendar.Grains.Devices;

/// <summary>How long a subscription lives without being renewed.</summary>
public static class DeviceLease
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(90);

    /// <summary>
    /// A subscriber renews this often. Subscriptions are in the memory of the grain's activation alone: when that is gone, with its silo or for
    /// another reason, so are they, and the next activation can tell nobody anything before they are renewed.
    /// </summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);
}
