namespace HybridCalendar.Clients.Webex;

/// <summary>How a delivery to a device ended.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="RetryAfter">How long to wait before the next try; set when, and only when, the status is <see cref="DeliveryStatus.Busy"/>.</param>
/// <param name="Reason">Webex's status and tracking id, for an operator; null when delivered.</param>
public sealed record DeliveryOutcome(DeliveryStatus Status, TimeSpan? RetryAfter = null, string? Reason = null)
{
    public static readonly DeliveryOutcome Delivered = new(DeliveryStatus.Delivered);
}

/// <summary>What became of a delivery.</summary>
public enum DeliveryStatus
{
    Delivered,

    /// <summary>The device or the cloud cannot take it now (423, 429, 5xx, no answer): try again after the given time.</summary>
    Busy,

    /// <summary>The device or the cloud rejects the list or the caller; the same list will be rejected again.</summary>
    Refused,

    /// <summary>Webex has no such device in our organization.</summary>
    DeviceUnknown,
}
