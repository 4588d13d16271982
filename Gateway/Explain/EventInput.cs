using System.Text.Json;

namespace HybridCalendar.Gateway.Explain;

/// <summary>Reads the events that <c>explain</c> is given. What is no JSON becomes an explanation that says so.</summary>
internal static class EventInput
{
    private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 64 };

    /// <summary>One event, an array of events, or Graph's <c>{"value": [...]}</c>.</summary>
    public static IEnumerable<Explanation> ExplainDocument(string text, EventExplainer explainer)
    {
        using var document = Parse(text, out var problem);
        if (document is null)
        {
            yield return Explanation.Of(problem);
            yield break;
        }
        foreach (var json in EventsOf(document.RootElement))
            yield return explainer.Explain(json);
    }

    /// <summary>One line of JSON Lines.</summary>
    public static Explanation ExplainLine(string line, long number, EventExplainer explainer)
    {
        if (string.IsNullOrWhiteSpace(line))
            return Explanation.Of($"Line {number} is empty.");
        using var document = Parse(line, out var problem, number);
        return document is null ? Explanation.Of(problem) : explainer.Explain(document.RootElement);
    }

    private static IEnumerable<JsonElement> EventsOf(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Array => value.EnumerateArray(),
        _ => [root],
    };

    private static JsonDocument? Parse(string text, out string problem, long firstLine = 1)
    {
        try
        {
            problem = "";
            return JsonDocument.Parse(text, s_options);
        }
        catch (JsonException malformed)
        {
            problem = $"This is no JSON (line {firstLine + (malformed.LineNumber ?? 0)}, byte {malformed.BytePositionInLine + 1}).";
            return null;
        }
        catch (ArgumentException)
        {
            problem = "This is no JSON: it holds half of a surrogate pair.";
            return null;
        }
    }
}
