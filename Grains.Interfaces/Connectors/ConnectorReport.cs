namespace HybridCalendar.Grains.Connectors;

/// <summary>What a connector says of itself.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-report")]
public sealed record ConnectorReport
{
    [Id(0)] public ConnectorHealth Health { get; init; }

    [Id(1)] public IReadOnlyList<ConnectorAlarm> Alarms { get; init; } = [];

    [Id(2)] public string Version { get; init; } = "";
}
