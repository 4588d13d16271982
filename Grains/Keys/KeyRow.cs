namespace HybridCalendar.Grains.Keys;

/// <summary>A stored key.</summary>
internal sealed record KeyRow
{
    public string Id { get; init; } = "";

    /// <summary>The key, wrapped by the master key, base64.</summary>
    public string Wrapped { get; init; } = "";

    /// <summary>UTC milliseconds since 1970.</summary>
    public long Created { get; init; }

    /// <inheritdoc cref="Created"/>
    public long Changed { get; init; }

    public KeyStatus Status { get; init; }

    public KeyInfo ToInfo() => new(Id, Status, DateTimeOffset.FromUnixTimeMilliseconds(Created), DateTimeOffset.FromUnixTimeMilliseconds(Changed));
}
