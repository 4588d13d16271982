namespace HybridCalendar.Grains.Connectors;

/// <summary>How a connector is. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.connector-health")]
public enum ConnectorHealth
{
    /// <summary>It does what it is asked.</summary>
    Operational = 0,

    /// <summary>It works, but something needs an administrator: see its alarms.</summary>
    Impaired = 1,

    /// <summary>It does nothing: it is not connected, or cannot reach what it serves.</summary>
    Outage = 2,

    /// <summary>An administrator has taken it out of service.</summary>
    Maintenance = 3,
}
