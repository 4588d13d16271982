namespace HybridCalendar.Grains.Connectors;

/// <summary>What an administrator says of a connector.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.connector-settings")]
public sealed record ConnectorSettings
{
    /// <summary>The fully qualified name, in small letters, or the IP address of the machine that it runs on.</summary>
    [Id(0)] public string Host { get; init; } = "";

    [Id(1)] public string DisplayName { get; init; } = "";
}
