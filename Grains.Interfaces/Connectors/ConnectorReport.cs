namespace HybridCalendar.Grains.Connectors;

/// <summary>What a connector says of itself.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-report")]
public sealed record ConnectorReport
{
    [Id(0)] public ConnectorHealth Health { get; init; }

    [Id(1)] public IReadOnlyList<ConnectorAlarm> Alarms { get; init; } = [];

    [Id(2)] public string Version { get; init; } = "";

    /// <summary>The certificates that it sees: TMS's, the gateway's, and those of the authorities that vouch for them.</summary>
    [Id(3)] public IReadOnlyList<ConnectorCertificate> Certificates { get; init; } = [];

    /// <summary>How it reaches TMS; null when it does not tell, and cannot be asked for a test.</summary>
    [Id(4)] public ConnectorTmsLink? Tms { get; init; }
}
