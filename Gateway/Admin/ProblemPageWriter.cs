using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>Whoever opened a page or sent its form gets what is wrong as a page, in his language and with a way on; programs get it as JSON.</summary>
internal sealed class ProblemPageWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    private const string OfOurs = "What was asked for failed; the gateway's log says more.";

    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request is var request && request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var http = context.HttpContext;
        // After an exception the headers that were set before are gone.
        SecurityHeaders.Set(http);
        http.Response.Headers.CacheControl = "no-cache, no-store";
        await new RazorComponentResult<ProblemPage>(new
        {
            Status = http.Response.StatusCode,
            Text = context.ProblemDetails.Detail ?? OfOurs,
            IsSignedIn = http.User.Identity is { IsAuthenticated: true },
        })
        {
            StatusCode = http.Response.StatusCode,
        }.ExecuteAsync(http);
    }
}
