namespace HybridCalendar.Grains.Connectors;

/// <summary>Something that an administrator of a connector should know.</summary>
/// <param name="Code">The same for the same thing.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What to do, without any meeting's content.</param>
/// <param name="Since">UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.connector-alarm")]
public sealed record ConnectorAlarm(
    [property: Id(0)] string Code, [property: Id(1)] AlarmSeverity Severity, [property: Id(2)] string Text, [property: Id(3)] DateTimeOffset Since);

/// <summary>How bad an alarm is. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.alarm-severity")]
public enum AlarmSeverity
{
    Warning = 0,

    /// <summary>Some requests fail.</summary>
    Error = 1,

    /// <summary>No request can be done.</summary>
    Critical = 2,
}
