using System.Globalization;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Graph.Tokens;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>
/// Every request to <c>/v1.0</c>: token, route, faults, throttling, permission, handler, and errors in Graph's shape. Graph's
/// paths (any case, keys in parentheses, type prefixes) are its own, hence not ASP.NET's routing.
/// </summary>
internal sealed partial class GraphRouter(BearerTokens tokens, MailboxDirectory directory, FaultBoard faults, CallCounters counters,
    MailboxThrottle throttle, TimeProvider time, IOptions<GraphSandboxOptions> options, ILogger<GraphRouter> log)
{
    private readonly Dictionary<int, List<GraphRoute>> _routes = [];

    public void Add(string method, string pattern, string[] roles, Func<GraphCall, Task> handler)
    {
        var length = pattern.Split('/').Length;
        if (!_routes.TryGetValue(length, out var routes))
            _routes[length] = routes = [];
        routes.Add(new(method, pattern, roles, handler));
    }

    public async Task HandleAsync(HttpContext http)
    {
        var request = http.Request;
        var requestId = Guid.NewGuid().ToString();
        var clientRequestId = request.Headers["client-request-id"].ToString() is { Length: > 0 } given ? given : requestId;
        var headers = http.Response.Headers;
        headers["request-id"] = requestId;
        headers["client-request-id"] = clientRequestId;
        headers["OData-Version"] = "4.0";
        var call = new GraphCall(http, options.Value.BaseUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}");
        try
        {
            await AnswerAsync(call);
        }
        catch (GraphException e) when (!http.Response.HasStarted)
        {
            if (e.Status == 412)
                counters.Event("requestsConflicting");
            await WriteErrorAsync(call, e, requestId, clientRequestId);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }
#pragma warning disable CA1031 // Whatever goes wrong here is answered in Graph's shape, and told to whoever runs the server.
        catch (Exception e) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            RequestFailed(e, requestId);
            await WriteErrorAsync(call, new(500, "ErrorInternalServerError", "An internal server error occurred. The operation failed."), requestId, clientRequestId);
        }
    }

    private async Task AnswerAsync(GraphCall call)
    {
        var request = call.Http.Request;
        call.App = await tokens.ReadAsync(request.Headers.Authorization);
        var path = GraphPath.Segments(call.Http.Features.Get<IHttpRequestFeature>()!.RawTarget);
        // The first segment is the version.
        path.RemoveAt(0);
        var route = Find(request.Method, path, call);
        counters.Call(call.App.ClientId, route.Name);
        if (route.Pattern.StartsWith("users/*/", StringComparison.Ordinal))
            call.Owner = directory.Get(call.Args[0]);
        var address = string.Join('/', path);
        using var place = call.Owner is null ? null : Enter(call, call.Owner);
        await FailOnPurposeAsync(call, address);
        if (route.Roles.Length > 0 && !call.App.MayAny(route.Roles))
            throw new GraphException(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        call.Prefer = Prefer.Read(request.Headers["Prefer"]);
        if (faults.Strike(FaultKind.LostAnswer, call.Owner, address, request.Method, call.App.ClientId) is not null)
            await CarryOutUnansweredAsync(call, route);
        else
            await route.Handler(call);
    }

    private IDisposable Enter(GraphCall call, Mailbox owner)
    {
        try
        {
            return throttle.Enter(call.App.ClientId, owner.Id);
        }
        catch (GraphException)
        {
            counters.Event("requestsThrottled");
            throw;
        }
    }

    private GraphRoute Find(string method, List<string> path, GraphCall call)
    {
        var known = false;
        foreach (var route in _routes.GetValueOrDefault(path.Count) ?? [])
        {
            if (!route.Matches(path, out var args))
                continue;
            known = true;
            if (!string.Equals(route.Method, method, StringComparison.OrdinalIgnoreCase))
                continue;
            call.Args = args;
            return route;
        }
        if (path.Count > 0 && path[0] == "me")
            throw GraphException.BadRequest("/me request is only valid with delegated authentication flow.");
        throw known
            ? new GraphException(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
            : GraphException.BadRequest($"Resource not found for the segment '{path.LastOrDefault()}'.");
    }

    private async Task FailOnPurposeAsync(GraphCall call, string path)
    {
        var method = call.Http.Request.Method;
        if (faults.Strike(FaultKind.Delay, call.Owner, path, method, call.App.ClientId) is { } delay)
            await Task.Delay(TimeSpan.FromMilliseconds(delay.DelayMs), time, call.Http.RequestAborted);
        await faults.HoldAsync(call.Owner, path, method, call.App.ClientId, call.Http.RequestAborted);
        foreach (var kind in (FaultKind[])[FaultKind.Throttle, FaultKind.Unavailable, FaultKind.GatewayTimeout, FaultKind.Status, FaultKind.PreconditionFailed])
        {
            if (faults.Strike(kind, call.Owner, path, method, call.App.ClientId) is { } fault)
                throw Error(fault);
        }
    }

    private static GraphException Error(Fault fault) => fault.Kind switch
    {
        FaultKind.Throttle => new(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.")
        {
            RetryAfter = fault.RetryAfterSeconds,
        },
        FaultKind.Unavailable => new(503, "ServiceNotAvailable", "The service is unavailable.") { RetryAfter = fault.RetryAfterSeconds },
        FaultKind.GatewayTimeout => new(504, "UnknownError", ""),
        FaultKind.PreconditionFailed => GraphException.Conflict(),
        _ => new(fault.Status, fault.Code ?? "UnknownError", "The request failed on purpose."),
    };

    private static async Task CarryOutUnansweredAsync(GraphCall call, GraphRoute route)
    {
        var (body, feature) = (call.Http.Response.Body, call.Http.Features.Get<IHttpResponseBodyFeature>());
        call.Http.Response.Body = new MemoryStream();
        await route.Handler(call);
        call.Http.Response.Body = body;
        call.Http.Features.Set(feature);
        throw new GraphException(504, "UnknownError", "");
    }

    private async Task WriteErrorAsync(GraphCall call, GraphException error, string requestId, string clientRequestId)
    {
        if (error.RetryAfter is { } seconds)
            call.Http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (error.Status == 401)
        {
            call.Http.Response.Headers.WWWAuthenticate =
                $"Bearer realm=\"\", authorization_uri=\"{call.BaseUrl}/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"";
        }
        await call.WriteAsync(error.Status, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", error.Code);
            json.WriteString("message", error.Message);
            json.WriteStartObject("innerError");
            json.WriteString("date", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
            json.WriteString("request-id", requestId);
            json.WriteString("client-request-id", clientRequestId);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Graph request {RequestId} failed")]
    private partial void RequestFailed(Exception e, string requestId);
}
