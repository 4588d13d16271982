using System.Text.Json;

namespace HybridCalendar.Gateway.Audit;

/// <summary>A field of some settings that differs. What is empty says nothing, and is null here.</summary>
/// <param name="Field">Its name in JSON.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
internal sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <param name="before">A JSON object, or null when there was nothing.</param>
    /// <param name="after">A JSON object, or null when nothing is left.</param>
    public static IReadOnlyList<FieldChange> Between(JsonElement? before, JsonElement? after)
    {
        var (was, becomes) = (Fields(before), Fields(after));
        return
        [
            .. becomes.Keys.Union(was.Keys).Select(field => new FieldChange(field, was.GetValueOrDefault(field), becomes.GetValueOrDefault(field)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, string> Fields(JsonElement? settings) => settings is { ValueKind: JsonValueKind.Object } fields
        ? fields.EnumerateObject().Select(field => (field.Name, Text: Text(field.Value))).Where(field => field.Text.Length > 0).ToDictionary(field => field.Name, field => field.Text)
        : [];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(part => $"{part.Name}: {Text(part.Value)}")),
        _ => value.GetRawText(),
    };
}
