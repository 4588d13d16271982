using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>A real HTTP server on a free port that answers as a test says, and remembers what it was asked.</summary>
public sealed class HttpScript : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpScript(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            var body = await reader.ReadToEndAsync();
            context.Request.Body.Position = 0;
            Requests.Enqueue(new SeenRequest(context.Request, body));
            await answer(context);
        });
    }

    public ConcurrentQueue<SeenRequest> Requests { get; } = [];

    public string Url => _app.Urls.First();

    /// <summary>The requests to a path that contains a text.</summary>
    public IReadOnlyList<SeenRequest> To(string path) => [.. Requests.Where(request => request.Path.Contains(path, StringComparison.Ordinal))];

    public static async Task<HttpScript> StartAsync(Func<HttpContext, Task> answer)
    {
        var script = new HttpScript(answer);
        await script._app.StartAsync();
        return script;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A request that a server got.</summary>
public sealed class SeenRequest(HttpRequest request, string body)
{
    public string Method { get; } = request.Method;

    public string Path { get; } = request.Path.Value ?? "";

    /// <summary>Path and query as they were on the wire.</summary>
    public string Target { get; } = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;

    public IQueryCollection Query { get; } = request.Query;

    public IReadOnlyDictionary<string, string> Headers { get; } = request.Headers.ToDictionary(
        header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public string Body { get; } = body;
}
