namespace HybridCalendar.Grains.Connectors;

/// <summary>What is on its way.</summary>
/// <param name="Waiting">Requests without an answer.</param>
/// <param name="Unacknowledged">Answers that their askers have not confirmed.</param>
/// <param name="OldestAskedAt">Since when the oldest request waits, UTC; null when none does.</param>
/// <param name="ActiveConnector">The connector that serves; null when none does.</param>
[GenerateSerializer, Immutable]
[Alias("hc.pool-status")]
public sealed record PoolStatus(
    [property: Id(0)] int Waiting,
    [property: Id(1)] int Unacknowledged,
    [property: Id(2)] DateTimeOffset? OldestAskedAt,
    [property: Id(3)] string? ActiveConnector)
{
    /// <summary>The texts of all <see cref="Alarms"/>; null for none.</summary>
    [Id(4)]
    public string? Problem { get; init; }

    /// <summary>What an administrator has to mend, such as a key that is lost. Each is gone when it is mended.</summary>
    [Id(5)]
    public IReadOnlyList<ConnectorAlarm> Alarms { get; init; } = [];
}
