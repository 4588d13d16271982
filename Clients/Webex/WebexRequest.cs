using System.Text.Json.Nodes;

namespace HybridCalendar.Clients.Webex;

/// <summary>One call of the Webex REST API.</summary>
/// <param name="Operation">Names the call in metrics and messages.</param>
/// <param name="Method">The verb.</param>
/// <param name="Path">Below the base URL, or an absolute link that Webex gave.</param>
/// <param name="Body">JSON, or null.</param>
internal sealed record WebexRequest(string Operation, HttpMethod Method, string Path, JsonNode? Body = null)
{
    /// <summary>False when a second try after an unknown end could do the thing twice.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>How often it is tried; null takes the options'.</summary>
    public int? Attempts { get; init; }

    /// <summary>A path with a query of those values that are not null.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var parts = new List<string>();
        foreach (var (name, value) in values)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}
