using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Connectors;

/// <summary>How a connector is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkHealth>))]
public enum LinkHealth
{
    /// <summary>It does what it is asked.</summary>
    Operational,

    /// <summary>It works, but something needs an administrator.</summary>
    Impaired,

    /// <summary>It does nothing.</summary>
    Outage,

    /// <summary>An administrator has taken it out of service.</summary>
    Maintenance,
}
