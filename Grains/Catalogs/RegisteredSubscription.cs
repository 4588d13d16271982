namespace HybridCalendar.Grains.Catalogs;

/// <summary>A Graph subscription of ours.</summary>
public sealed record RegisteredSubscription
{
    /// <summary>Graph's id, a GUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>Key of the mailbox grain.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>SHA-256 of the client state, hexadecimal.</summary>
    public string ClientStateHash { get; init; } = "";

    /// <summary>UTC milliseconds since 1970.</summary>
    public long Expires { get; init; }
}
