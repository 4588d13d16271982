using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>One request to Graph and the means to answer it.</summary>
internal sealed class GraphCall(HttpContext http, string baseUrl)
{
    private const string JsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    private static readonly JsonWriterOptions Compact = new()
    {
        SkipValidation = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public HttpContext Http => http;
    /// <summary>Scheme and host for links, without a slash at the end.</summary>
    public string BaseUrl => baseUrl;
    /// <summary>Decoded values of the route's stars, in order.</summary>
    public IReadOnlyList<string> Args { get; set; } = [];
    public AppIdentity App { get; set; } = null!;
    public Prefer Prefer { get; set; } = null!;
    /// <summary>The mailbox the path names, if it names one.</summary>
    public Mailbox? Owner { get; set; }
    public Mailbox Mailbox => Owner!;
    /// <summary>Number of the calendar the path names; 0 for the default one.</summary>
    public long Calendar { get; set; }
    public string Metadata => $"{baseUrl}/v1.0/$metadata#";

    /// <summary>A query option by its name with or without the dollar sign.</summary>
    public string? Option(string name)
    {
        foreach (var (key, values) in http.Request.Query)
        {
            if (string.Equals(key.AsSpan().TrimStart('$').ToString(), name.TrimStart('$'), StringComparison.OrdinalIgnoreCase))
                return values.ToString();
        }
        return null;
    }

    public ItemId ItemId(int arg) => Calendars.ItemId.TryParse(Args[arg], out var id) ? id : throw GraphException.IdMalformed();

    public string? IfMatch => http.Request.Headers.IfMatch.ToString() is { Length: > 0 } etag ? etag : null;

    public async Task<JsonDocument> ReadBodyAsync()
    {
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw GraphException.BadRequest("A missing or invalid Content-Type header; 'application/json' is expected.");
        try
        {
            return await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        }
        catch (JsonException)
        {
            throw GraphException.BadRequest("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
        }
    }

    /// <summary>The parameters of an action, which may be missing altogether.</summary>
    public async Task<JsonElement> ReadParametersAsync()
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && http.Request.ContentType is null))
            return default;
        using var body = await ReadBodyAsync();
        return body.RootElement.Clone();
    }

    public async Task WriteAsync(int status, Action<Utf8JsonWriter> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = JsonType;
        if (Prefer is { Applied.Count: > 0 })
            http.Response.Headers["Preference-Applied"] = string.Join(", ", Prefer.Applied);
        // Nothing is sent before the whole body is written, so that a late error can still become an error answer.
        using var json = new Utf8JsonWriter(http.Response.BodyWriter, Compact);
        write(json);
        await json.FlushAsync(http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    public Task WriteAsync(int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
