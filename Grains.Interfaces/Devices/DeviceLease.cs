namespace HybridCalendar.Grains.Devices;

/// <summary>How long a subscription lives without being renewed.</summary>
public static class DeviceLease
{
    /// <summary>A subscriber renews at a third of this.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(90);
}
