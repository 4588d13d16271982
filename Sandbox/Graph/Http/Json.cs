using System.Text.Json;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Reads request bodies the way OData does: precise types, any case in enumerations, a plain error for everything else.</summary>
internal static class Json
{
    public static string? OptionalString(this JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        _ => throw Wrong(name, "Edm.String"),
    };

    public static string String(this JsonElement element, string name) =>
        element.OptionalString(name) ?? throw GraphException.Validation($"At least one property failed validation. '{name}' must have a value.");

    public static bool Bool(this JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "Edm.Boolean"),
    };

    public static int Int(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : throw Wrong(name, "Edm.Int32");

    /// <summary>An enumeration's own spelling of the word.</summary>
    public static string OneOf(this JsonElement element, string name, params ReadOnlySpan<string> words)
    {
        var text = element.String(name);
        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                return word;
        }
        throw GraphException.Body($"Requested value '{text}' was not found.");
    }

    /// <summary>The members of an object, each once, without OData's annotations. Unknown names are an error.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element, string type, params string[] names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw GraphException.Body($"An unexpected '{element.ValueKind}' node was found when reading a value of type 'microsoft.graph.{type}'.");
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name.Contains('@', StringComparison.Ordinal))
                continue;
            var name = Array.Find(names, n => string.Equals(n, member.Name, StringComparison.OrdinalIgnoreCase)) ?? throw UnknownProperty(member.Name, type);
            yield return (name, member.Value);
        }
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray()
        : throw GraphException.Body($"When trying to read the property '{name}', a '{element.ValueKind}' node was found; however, a collection was expected.");

    public static JsonElement? Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }
        return null;
    }

    public static GraphException UnknownProperty(string name, string type) => GraphException.Body(
        $"The property '{name}' does not exist on type 'microsoft.graph.{type}'. Make sure to only use property names that are defined by the type.");

    private static GraphException Wrong(string name, string type) =>
        GraphException.Body($"Cannot convert the value of property '{name}' to the expected type '{type}'.");
}
