using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>An endpoint that answers handshakes and keeps what it is sent.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebApplication _app;
    private readonly Channel<JsonElement> _notifications = Channel.CreateUnbounded<JsonElement>();

    private Webhook(WebApplication app) => _app = app;

    public string Url => _app.Urls.First() + "/notify?customer=7";
    public string LifecycleUrl => _app.Urls.First() + "/lifecycle";
    public ConcurrentQueue<JsonElement> Posts { get; } = new();
    public int Handshakes { get; private set; }
    /// <summary>What the endpoint answers to a handshake, from the token.</summary>
    public Func<string, string> Echo { get; set; } = token => token;
    /// <summary>What it waits for before it takes a notification; lifecycle events are taken at once.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;
    public SemaphoreSlim Arrived { get; } = new(0);
    /// <summary>The status it answers to a notification; asked for each.</summary>
    public Func<int> Status { get; set; } = () => 202;

    public static async Task<Webhook> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var hook = new Webhook(app);
        app.MapPost("/{name}", hook.ReceiveAsync);
        await app.StartAsync();
        return hook;
    }

    public async Task<JsonElement> NextAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await _notifications.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Reads on until one fits.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> condition)
    {
        while (true)
        {
            var next = await NextAsync();
            if (condition(next))
                return next;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        if (http.Request.Query["validationToken"] is [{ } token])
        {
            Handshakes++;
            http.Response.ContentType = "text/plain";
            await http.Response.WriteAsync(Echo(token));
            return;
        }
        if (http.Request.Path == "/notify")
        {
            Arrived.Release();
            await Hold.WaitAsync(http.RequestAborted);
        }
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        http.Response.StatusCode = Status();
        if (http.Response.StatusCode >= 300)
            return;
        Posts.Enqueue(body);
        foreach (var notification in body.GetProperty("value").EnumerateArray())
            await _notifications.Writer.WriteAsync(notification);
    }
}
