using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Stands between connectors and a gateway: hears every word, cuts connections, and keeps its address when the gateway gets another.</summary>
internal sealed class LinkRelay : IAsyncDisposable
{
    private readonly Func<Uri> _gateway;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly HttpClient _http = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _cut = new();
    private volatile TaskCompletionSource _passes = new();
    private int _messages;

    private LinkRelay(Func<Uri> gateway)
    {
        _gateway = gateway;
        _passes.SetResult();
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(TakeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Every message, both ways, as text.</summary>
    public IReadOnlyCollection<string> Heard => _heard;

    /// <summary>Asked with the number of each message, before it is passed on: whether to cut all connections instead.</summary>
    public Func<int, bool> Cuts { get; set; } = _ => false;

    /// <summary>While it is true nothing passes, and nobody is told: a network that is gone.</summary>
    public bool IsSilent
    {
        get => !_passes.Task.IsCompleted;
        set
        {
            if (value)
                _passes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else
                _passes.TrySetResult();
        }
    }

    public static async Task<LinkRelay> StartAsync(Func<Uri> gateway)
    {
        var relay = new LinkRelay(gateway);
        await relay._app.StartAsync();
        return relay;
    }

    public void Cut()
    {
        lock (_gate)
        {
            _cut.Cancel();
            _cut = new CancellationTokenSource();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _app.DisposeAsync();
        _http.Dispose();
        _cut.Dispose();
    }

    private Task TakeAsync(HttpContext context) => context.WebSockets.IsWebSocketRequest ? LinkAsync(context) : PassOnAsync(context);

    /// <summary>Such as the registration.</summary>
    private async Task PassOnAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var asked = await reader.ReadToEndAsync(context.RequestAborted);
        using var content = new StringContent(asked, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_gateway(), context.Request.Path), content, context.RequestAborted);
        var told = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        _heard.Enqueue(asked);
        _heard.Enqueue(told);
        context.Response.StatusCode = (int)answer.StatusCode;
        await context.Response.WriteAsync(told, context.RequestAborted);
    }

    private async Task LinkAsync(HttpContext context)
    {
        CancellationToken cut;
        lock (_gate)
            cut = _cut.Token;
        using var outer = new ClientWebSocket();
        try
        {
            await outer.ConnectAsync(new UriBuilder(_gateway()) { Scheme = "ws", Path = context.Request.Path }.Uri, cut);
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }
        using var inner = await context.WebSockets.AcceptWebSocketAsync();
        await Task.WhenAny(PumpAsync(inner, outer, cut), PumpAsync(outer, inner, cut));
        // Neither end hears a goodbye.
        inner.Abort();
        outer.Abort();
    }

    private async Task PumpAsync(WebSocket from, WebSocket to, CancellationToken cut)
    {
        var buffer = new byte[1024 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await from.ReceiveAsync(buffer.AsMemory(length), cut);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                _heard.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
                await _passes.Task.WaitAsync(cut);
                if (Cuts(Interlocked.Increment(ref _messages)))
                    Cut();
                await to.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, true, cut);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end has gone, or was cut off.
        }
    }
}
