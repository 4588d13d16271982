namespace HybridCalendar.Bench.Ingest;

/// <summary>One round: the empty endpoint, then the gateway, with the same bodies.</summary>
internal sealed record IngestRound(
    double EmptyPerSecond, double GatewayPerSecond, double Ratio, long NotAccepted, double EmptyP99Ms, double GatewayP50Ms, double GatewayP99Ms);
