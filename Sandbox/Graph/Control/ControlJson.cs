using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>JSON in and out of the controls. What is misspelled is refused, not ignored.</summary>
internal static class ControlJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Set here: the first answer would set it, and two at once would fail.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    public static IResult Json(object value) => Results.Json(value, Options);

    public static async Task<T> ReadAsync<T>(HttpContext http)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Options, http.RequestAborted)
                ?? throw GraphException.BadRequest("A JSON body is needed.");
        }
        catch (JsonException e)
        {
            throw GraphException.BadRequest(e.Message);
        }
    }

    public static async ValueTask<object?> AnswerBadInputAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (GraphException e)
        {
            return Results.Json(new { error = new { code = e.Code, message = e.Message } }, statusCode: e.Status);
        }
    }
}
