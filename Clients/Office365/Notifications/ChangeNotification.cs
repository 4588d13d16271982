namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// Graph's <c>changeNotification</c>: a hint that something changed. Everything in it comes from outside: compare
/// <see cref="ClientState"/> before believing any of it, and read the event for what is true.
/// </summary>
public sealed record ChangeNotification
{
    /// <summary>The subscription; never empty.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>The secret given with the subscription; null when missing.</summary>
    public string? ClientState { get; init; }

    /// <summary>What happened to the event; null for a lifecycle notification.</summary>
    public ChangeType? ChangeType { get; init; }

    /// <summary>The event, or the series master when an occurrence changed; null for a lifecycle notification, and when it is not named.</summary>
    public string? EventId { get; init; }

    /// <summary>The version; occurrences share their master's.</summary>
    public string? ETag { get; init; }

    public string? TenantId { get; init; }

    /// <summary>Set for a lifecycle notification.</summary>
    public LifecycleEvent? Lifecycle { get; init; }

    /// <summary>The event's fields of a rich notification, still encrypted.</summary>
    public EncryptedContent? EncryptedContent { get; init; }
}

/// <summary>Graph's <c>changeType</c>.</summary>
public enum ChangeType
{
    Created,
    Updated,
    Deleted,
}

/// <summary>Graph's <c>lifecycleEvent</c>.</summary>
public enum LifecycleEvent
{
    /// <summary>Reauthorize or renew, or notifications will stop.</summary>
    ReauthorizationRequired,

    /// <summary>Make a new subscription and read everything again.</summary>
    SubscriptionRemoved,

    /// <summary>Notifications were lost: read everything again.</summary>
    Missed,
}
