using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace HybridCalendar.Gateway.Hosting;

/// <summary>Turns exceptions into problem details; what a caller cannot mend stays without details.</summary>
internal sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var (status, detail) = Describe(exception, httpContext);
        // An exception that a handler has answered is logged by nobody else.
        if (status == StatusCodes.Status500InternalServerError)
            LogFailed(log, exception);
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }

    /// <summary>How the web server says that a value of a query is not of its type; it names the type, too.</summary>
    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unbound { get; }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    private static (int Status, string? Detail) Describe(Exception exception, HttpContext http) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } =>
            (StatusCodes.Status400BadRequest, Describe(json)),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } when http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } most =>
            (StatusCodes.Status413PayloadTooLarge, $"The body is longer than {most / 1024} KB."),
        BadHttpRequestException bad when Unbound.Match(bad.Message) is { Success: true } unbound =>
            (bad.StatusCode, $"The value of '{unbound.Groups["name"].Value}' is not of the kind that is expected."),
        BadHttpRequestException bad => (bad.StatusCode, bad.Message),
        IssuerUnreachableException issuer => (StatusCodes.Status503ServiceUnavailable, issuer.Message),
        TimeoutException => (StatusCodes.Status504GatewayTimeout, "What was asked for did not answer in time; try again."),
        GraphException graph => (StatusCodes.Status502BadGateway, graph.Message),
        _ => (StatusCodes.Status500InternalServerError, null),
    };

    /// <summary>Where the body is wrong, without the names of our types.</summary>
    private static string Describe(JsonException json)
    {
        var place = $"line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}";
        return json.Path is null or "$"
            ? $"The body is not the JSON object that is expected ({place})."
            : $"The body is wrong at {json.Path} ({place}): the field is not known, or its value is not of the kind that is expected.";
    }
}
