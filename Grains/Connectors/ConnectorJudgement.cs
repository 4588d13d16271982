namespace HybridCalendar.Grains.Connectors;

/// <summary>How a connector is, from what it says and whether it is there.</summary>
internal static class ConnectorJudgement
{
    public static ConnectorHealth Of(ConnectorReport? report, bool isConnected) => report switch
    {
        { Health: ConnectorHealth.Maintenance } => ConnectorHealth.Maintenance,
        null => ConnectorHealth.Outage,
        _ when !isConnected || report.Alarms.Any(alarm => alarm.Severity == AlarmSeverity.Critical) => ConnectorHealth.Outage,
        { Health: ConnectorHealth.Operational } when report.Alarms.Any(alarm => alarm.Severity == AlarmSeverity.Error) => ConnectorHealth.Impaired,
        _ => report.Health,
    };

    /// <summary>Null when both sides say the same, and are there to say it.</summary>
    public static string? Difference(ConnectorHealth here, ConnectorReport? report, DateTimeOffset? seenAt, bool isConnected)
    {
        if (report is { Health: ConnectorHealth.Maintenance } && here == ConnectorHealth.Maintenance && !isConnected)
            return $"The connector said last that it is in maintenance, at {seenAt:u}; it has not been heard of since, and may be off.";
        if (report is null || report.Health == here)
            return null;
        return isConnected
            ? $"The connector says that it is {Name(report.Health)}; by its alarms it is {Name(here)}."
            : $"The connector said last that it is {Name(report.Health)}, at {seenAt:u}; it has not been heard of since, so it counts as {Name(here)} here.";
    }

    public static bool SaysTheSame(ConnectorReport? one, ConnectorReport other) =>
        one is not null && one.Health == other.Health && one.Version == other.Version && one.Alarms.SequenceEqual(other.Alarms)
        && one.Certificates.SequenceEqual(other.Certificates) && one.Tms == other.Tms;

    private static string Name(ConnectorHealth health) => health switch
    {
        ConnectorHealth.Operational => "operational",
        ConnectorHealth.Impaired => "impaired",
        ConnectorHealth.Maintenance => "in maintenance",
        _ => "in outage",
    };
}
