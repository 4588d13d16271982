namespace HybridCalendar.Grains.Connectors;

/// <summary>A connector as the administration shows it. Times are UTC.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-status")]
public sealed record ConnectorStatus
{
    /// <summary>How long a token can be used.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);

    [Id(0)] public required ConnectorSettings Settings { get; init; }

    /// <summary>How it is, as this side sees it.</summary>
    [Id(1)] public ConnectorHealth Health { get; init; }

    /// <summary>What it said last; null when it never did.</summary>
    [Id(2)] public ConnectorReport? Reported { get; init; }

    /// <summary>When it was last heard of.</summary>
    [Id(3)] public DateTimeOffset? SeenAt { get; init; }

    [Id(4)] public bool IsConnected { get; init; }

    /// <summary>When it registered its public key; null when it did not yet.</summary>
    [Id(5)] public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Until when the token that waits to be used can be; null when none does.</summary>
    [Id(6)] public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>How what the connector said last and what this side sees differ, as a sentence; null when they do not.</summary>
    [Id(7)] public string? Difference { get; init; }

    /// <summary>The last test of the link to TMS that was asked for; null before the first one.</summary>
    [Id(8)] public ConnectorTest? Test { get; init; }
}
