using System.Text.Json;
using System.Text.Json.Serialization;

namespace HybridCalendar.Domain.Conferences;

/// <summary>The JSON of requests and answers between a series and a connector. Members that are not known are ignored: the two may differ in version.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(LocalDateJson), typeof(LocalDateTimeJson), typeof(InstantJson)])]
[JsonSerializable(typeof(ConferenceRequest))]
[JsonSerializable(typeof(ConferenceAnswer))]
public sealed partial class ConferenceJson : JsonSerializerContext
{
    public static string Write(ConferenceRequest request) => JsonSerializer.Serialize(request, Default.ConferenceRequest);

    public static string Write(ConferenceAnswer answer) => JsonSerializer.Serialize(answer, Default.ConferenceAnswer);

    /// <exception cref="JsonException">It is no request.</exception>
    public static ConferenceRequest ReadRequest(string json) =>
        JsonSerializer.Deserialize(json, Default.ConferenceRequest) ?? throw new JsonException("The request is null.");

    /// <exception cref="JsonException">It is no answer.</exception>
    public static ConferenceAnswer ReadAnswer(string json) =>
        JsonSerializer.Deserialize(json, Default.ConferenceAnswer) ?? throw new JsonException("The answer is null.");
}
