using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Webex;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Sandbox.Tests.Webex;

/// <summary>A Webex server on a free port with Anna, Boris, the room Rila and one device in it.</summary>
public sealed class WebexServer : IAsyncDisposable
{
    public const string Anna = "anna@contoso.example";
    public const string Boris = "boris@contoso.example";

    /// <summary>RoomOS's names start with a capital.</summary>
    private static readonly JsonSerializerOptions AsWritten = new();

    private readonly WebApplication _app;
    private readonly ShiftedTime _time = new();

    private WebexServer(WebexSandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddWebexSandbox(options);
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapWebexSandbox();
        _app.MapDevices();
        var directory = _app.Services.GetRequiredService<WebexDirectory>();
        directory.Add(Anna, "Anna Ivanova", "Europe/Sofia");
        directory.Add(Boris, "Boris Petrov", "Europe/Sofia", ["hq.webex.com", "contoso.webex.com"]);
    }

    public HttpClient Http { get; private set; } = null!;

    public string DeviceId { get; private set; } = "";

    public string WorkspaceId { get; private set; } = "";

    public DateTimeOffset Now => _time.GetUtcNow();

    public static async Task<WebexServer> StartAsync(WebexSandboxOptions? options = null)
    {
        options ??= new WebexSandboxOptions { CommandTime = TimeSpan.Zero };
        var server = new WebexServer(options);
        await server._app.StartAsync();
        server.Http = server.Client(options.AdminToken);
        var rila = await server.JsonAsync(await server.Http.PostAsJsonAsync("/sandbox/webex/workspaces",
            new { displayName = "Rila", calendarEmail = "rila@contoso.example", devices = new[] { "Rila Room Bar" } }));
        server.WorkspaceId = rila.GetProperty("id").GetString()!;
        server.DeviceId = rila.GetProperty("devices")[0].GetProperty("id").GetString()!;
        return server;
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    public HttpClient Client(string? token)
    {
        var http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromSeconds(20) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A client with a person's own token.</summary>
    public async Task<HttpClient> ClientOfAsync(string email)
    {
        var answer = await JsonAsync(await Http.PostAsync($"/sandbox/webex/people/{email}/token", null));
        return Client(answer.GetProperty("token").GetString());
    }

    public async Task<JsonElement> GetAsync(string path) => await JsonAsync(await Http.GetAsync(path));

    public Task<HttpResponseMessage> CommandAsync(string name, object? body, string? deviceId = null) =>
        Http.PostAsJsonAsync($"/v1/xapi/command/{name}", body is null
            ? new { deviceId = deviceId ?? DeviceId, arguments = new { } }
            : (object)new { deviceId = deviceId ?? DeviceId, arguments = new { }, body }, AsWritten);

    /// <summary>The body of an answer that must be a success.</summary>
    public async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>How often a route was called since the start or the last reset.</summary>
    public async Task<int> CallsAsync(string route)
    {
        var calls = await GetAsync("/sandbox/webex/calls");
        return calls.GetProperty("routes").EnumerateArray()
            .Where(r => r.GetProperty("route").GetString() == route)
            .Sum(r => r.GetProperty("calls").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
