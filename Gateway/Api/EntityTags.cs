using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Api;

/// <summary>
/// ETags of settings: whoever sends the one that he read as <c>If-Match</c> does not overwrite what somebody else changed since. They say
/// what the settings are, so that nobody has to count versions.
/// </summary>
internal sealed class EntityTags(IOptions<JsonOptions> json)
{
    private const int Length = 16;

    public string Of<T>(T settings) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(settings, json.Value.SerializerOptions))))[..Length]}\"";

    /// <summary>The settings as an answer, with their tag.</summary>
    public Ok<T> Answer<T>(T settings, HttpResponse response)
    {
        response.Headers.ETag = Of(settings);
        return TypedResults.Ok(settings);
    }

    /// <summary>Whether settings may be written; those who send no <c>If-Match</c> want to overwrite whatever is there.</summary>
    /// <param name="ifMatch">The request's header, or the tag that a form carries; null or empty for none.</param>
    /// <param name="current">The settings in force.</param>
    public bool Allows<T>(string? ifMatch, T current) => IsForAny(ifMatch) || ifMatch.Split(',', StringSplitOptions.TrimEntries).Contains(Of(current));

    /// <summary>Whether settings are written over whatever is there.</summary>
    public static bool IsForAny([NotNullWhen(false)] string? ifMatch) => string.IsNullOrEmpty(ifMatch) || ifMatch == "*";

    public static ProblemHttpResult Stale() => TypedResults.Problem(
        "The settings were changed since they were read: read them again, and send their ETag as If-Match.", statusCode: StatusCodes.Status412PreconditionFailed);
}
