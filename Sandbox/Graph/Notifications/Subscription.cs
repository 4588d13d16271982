using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>Who wants to hear about a mailbox' events.</summary>
internal sealed record Subscription
{
    public required Guid Id { get; init; }
    public required string AppId { get; init; }
    public required string Tenant { get; init; }
    public required Guid Mailbox { get; init; }
    /// <summary>As the caller wrote it.</summary>
    public required string Resource { get; init; }
    public required string ChangeType { get; init; }
    public required Uri NotificationUrl { get; init; }
    public Uri? LifecycleUrl { get; init; }
    public string? ClientState { get; init; }
    public required Instant Expires { get; init; }
    public bool? IncludeResourceData { get; init; }
    public string? Certificate { get; init; }
    public string? CertificateId { get; init; }
    public string TlsVersion { get; init; } = "v1_2";
    public bool ImmutableIds { get; init; }
    /// <summary>What rich notifications carry, from the resource's $select.</summary>
    public IReadOnlySet<string>? Select { get; init; }
    /// <summary>Changes are lost, not kept, until the subscription is reauthorized.</summary>
    public bool IsPaused { get; init; }

    public bool Wants(string changeType) => ChangeType.Split(',').Contains(changeType, StringComparer.OrdinalIgnoreCase);
}
