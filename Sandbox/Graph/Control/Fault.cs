namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>One way the server misbehaves, and when.</summary>
public sealed record Fault
{
    /// <summary>Name by which it is replaced or removed; given by the server if empty.</summary>
    public string Id { get; init; } = "";
    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; init; }
    /// <summary>Only requests whose path contains this text.</summary>
    public string? Path { get; init; }
    /// <summary>Only requests with this method.</summary>
    public string? Method { get; init; }
    /// <summary>Only requests of this app, by its client id; what is no request is not kept from striking by it.</summary>
    public string? App { get; init; }
    /// <summary>Only this mailbox, by id or address.</summary>
    public string? Mailbox { get; init; }
    /// <summary>From 0 to 1, how often it strikes where it applies.</summary>
    public double Probability { get; init; } = 1;
    /// <summary>Seed of the dice.</summary>
    public int Seed { get; init; } = 1;
    /// <summary>How many times it strikes before it is over; nothing means without end.</summary>
    public int? Count { get; init; }
    /// <summary>Milliseconds, for the kinds that wait.</summary>
    public int DelayMs { get; init; } = 1000;
    /// <summary>Seconds in Retry-After; nothing sends no such header.</summary>
    public int? RetryAfterSeconds { get; init; } = 1;
    /// <summary>The status answered by kind <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;
    /// <summary>The error code answered by kinds <see cref="FaultKind.Status"/> and <see cref="FaultKind.SyncStateNotFound"/>; nothing takes the usual one.</summary>
    public string? Code { get; init; }
    /// <summary>Seconds on the server's clock after which it is over by itself; nothing means without end.</summary>
    public double? ForSeconds { get; init; }
    /// <summary>How often it has struck.</summary>
    public int Strikes { get; init; }
}
