namespace HybridCalendar.Grains.Catalogs;

/// <summary>A call that carried an idempotency key.</summary>
public sealed record RepeatedCall
{
    /// <summary>Digest of what was asked.</summary>
    public string Request { get; init; } = "";

    /// <summary>The status of the answer; 0 while the call is under way.</summary>
    public long Status { get; init; }

    /// <summary>The body of the answer, JSON or empty.</summary>
    public string? Answer { get; init; }

    /// <summary>Where the answer leads; null for nowhere.</summary>
    public string? Location { get; init; }
}
