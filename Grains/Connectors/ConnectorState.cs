using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Connectors;

/// <summary>What a connector grain stores.</summary>
[StoredInClear]
public sealed record ConnectorState
{
    /// <summary>Null until an administrator makes the connector.</summary>
    public ConnectorSettings? Settings { get; init; }

    /// <summary>SHA-256 of the registration token, hexadecimal; also of one that was used, so that a second use can be told.</summary>
    public string? TokenHash { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset TokenExpiresAt { get; init; }

    /// <summary>When the token was used, UTC; null while it waits.</summary>
    public DateTimeOffset? TokenUsedAt { get; init; }

    /// <summary>DER of SubjectPublicKeyInfo, base64; null until the connector registers.</summary>
    public string? PublicKey { get; init; }

    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>What the connector said last that was news.</summary>
    public ConnectorReport? Report { get; init; }

    /// <summary>The test that was asked for last.</summary>
    public ConnectorTest? Test { get; init; }

    /// <summary>When it was last heard of, as of the last write.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
