using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>Answers of the outside services.</summary>
public static class Answers
{
    public static Task JsonAsync(this HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static Task GraphErrorAsync(this HttpContext context, int status, string code, string? retryAfter = null)
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        context.Response.Headers["request-id"] = "req-1";
        var error = new { code, message = "About anna@contoso.example", innerError = new Dictionary<string, string> { ["request-id"] = "req-1" } };
        return context.JsonAsync(JsonSerializer.Serialize(new { error }), status);
    }
}
