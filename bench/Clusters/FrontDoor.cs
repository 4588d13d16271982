using System.Net;

namespace HybridCalendar.Bench.Clusters;

/// <summary>What a load balancer is in production: hands each request to a gateway that answers, the next one when it does not.</summary>
internal sealed class FrontDoor : IAsyncDisposable
{
    private static readonly HashSet<string> s_ofTheConnection = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Connection", "Keep-Alive" };

    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), PooledConnectionLifetime = TimeSpan.FromSeconds(10) })
    {
        Timeout = TimeSpan.FromSeconds(35),
    };

    private readonly WebApplication _app;
    private readonly IReadOnlyList<Uri> _gateways;
    private uint _next;

    private FrontDoor(Uri address, IReadOnlyList<Uri> gateways)
    {
        _gateways = gateways;
        var builder = WebApplication.CreateSlimBuilder([$"--urls={address}", "--Logging:LogLevel:Default=Warning"]);
        _app = builder.Build();
        _app.Run(ForwardAsync);
    }

    public static async Task<FrontDoor> OpenAsync(Uri address, IReadOnlyList<Uri> gateways)
    {
        var door = new FrontDoor(address, gateways);
        await door._app.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var first = Interlocked.Increment(ref _next);
        for (var number = 0u; number < _gateways.Count; number++)
        {
            var gateway = _gateways[(int)((first + number) % (uint)_gateways.Count)];
            try
            {
                using var answer = await _http.SendAsync(Copy(context.Request, gateway, body.ToArray()), HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
                await AnswerAsync(context.Response, answer);
                return;
            }
            catch (HttpRequestException) when (!context.Response.HasStarted)
            {
                // It is gone; the next one may be there.
            }
        }
        context.Response.StatusCode = (int)HttpStatusCode.BadGateway;
    }

    private static HttpRequestMessage Copy(HttpRequest request, Uri gateway, byte[] body)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(gateway, $"{request.Path}{request.QueryString}"));
        if (body.Length > 0)
            copy.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Headers.Where(header => !s_ofTheConnection.Contains(header.Key) && header.Key != "Host"))
        {
            if (!copy.Headers.TryAddWithoutValidation(name, [.. values]))
                copy.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
        }
        return copy;
    }

    private static async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !s_ofTheConnection.Contains(header.Key)))
            response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(response.Body);
    }
}
