using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Connectors;

/// <summary>Something that an administrator of a connector should know.</summary>
/// <param name="Code">The same for the same thing.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What to do, without any meeting's content.</param>
/// <param name="Since">UTC.</param>
public sealed record LinkAlarm(string Code, LinkSeverity Severity, string Text, DateTimeOffset Since);

/// <summary>How bad an alarm is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LinkSeverity>))]
public enum LinkSeverity
{
    Warning,

    /// <summary>Some requests fail.</summary>
    Error,

    /// <summary>No request can be done.</summary>
    Critical,
}
