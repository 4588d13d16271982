using System.Globalization;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>What every call under <c>/v1</c> passes: counting, the token and its scopes, fault switches, limits, error shapes.</summary>
internal sealed class WebexGate(
    WebexTokens tokens, WebexFaults faults, WebexCalls calls, WebexSandboxOptions options, TimeProvider time)
{
    private readonly SlidingWindow _perToken = new(TimeSpan.FromMinutes(1), time);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers["trackingid"] = $"SANDBOX_{Guid.NewGuid():D}";
        var route = $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path.Value}";
        try
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<AllowWithoutToken>() is null) Authenticate(context);
            await faults.ApplyAsync(context, () => next(context));
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await WriteAsync(context, new WebexProblem(context.Response.StatusCode, PlainMessage(context.Response.StatusCode)));
        }
        catch (WebexProblem problem) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, problem);
        }
        finally
        {
            calls.Count(route, context.Response.StatusCode);
        }
    }

    private void Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var caller = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? tokens.Find(header["Bearer ".Length..].Trim()) : null;
        if (caller is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new WebexProblem(StatusCodes.Status401Unauthorized, "The request requires a valid access token set in the Authorization request header.");
        }
        if (context.GetEndpoint()?.Metadata.GetMetadata<WebexScope>() is { } scope && !scope.AnyOf.Any(caller.Scopes.Contains))
            throw WebexProblem.Forbidden($"The access token lacks a required scope: {string.Join(" or ", scope.AnyOf)}.");
        if (_perToken.Take(caller.Token, options.RequestsPerMinutePerToken) is { } wait) throw WebexProblem.TooMany(wait);
        context.Items[typeof(WebexCaller)] = caller;
    }

    private static Task WriteAsync(HttpContext context, WebexProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(
            new
            {
                message = problem.Message,
                errors = new[] { new { description = problem.Message } },
                trackingId = context.Response.Headers["trackingid"].ToString(),
            },
            WebexJson.Options);
    }

    private static string PlainMessage(int status) => status switch
    {
        StatusCodes.Status404NotFound => "The requested resource could not be found.",
        StatusCodes.Status405MethodNotAllowed => "The method is not supported by this resource.",
        StatusCodes.Status415UnsupportedMediaType => "Content-Type must be application/json.",
        _ => "The request could not be served.",
    };
}
