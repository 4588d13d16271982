namespace HybridCalendar.Grains.Connectors;

/// <summary>A connector in a list.</summary>
public sealed record ConnectorRow
{
    public string Id { get; init; } = "";

    public string Host { get; init; } = "";

    public string DisplayName { get; init; } = "";
}
