using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace HybridCalendar.Domain.Conferences;

/// <summary>A time value as text of one pattern; the error names the pattern, not the value.</summary>
public abstract class PatternJson<T>(IPattern<T> pattern, string shape) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && pattern.Parse(reader.GetString()!) is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException($"A value like {shape} was expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
}
