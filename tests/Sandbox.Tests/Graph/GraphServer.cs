using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using HybridCalendar.Sandbox.Graph.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>The Graph server on a port of its own, with two people and two rooms, and a client that speaks HTTP to it.</summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string Anna = "anna@contoso.example";
    public const string Boris = "o'boris@contoso.example";
    public const string Rila = "rila@contoso.example";
    public const string Pirin = "pirin@contoso.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WebApplication _app;

    private GraphServer(WebApplication app)
    {
        _app = app;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(30) };
        World = app.Services.GetRequiredService<GraphWorld>();
    }

    public string Url { get; }
    public HttpClient Http { get; }
    public GraphWorld World { get; }

    public static async Task<GraphServer> StartAsync(Action<GraphSandboxOptions>? configure = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddGraphSandbox(o =>
        {
            o.AcceptanceDelayMin = TimeSpan.FromMilliseconds(5);
            o.AcceptanceDelayMax = TimeSpan.FromMilliseconds(15);
            o.MailDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(o);
        });
        var app = builder.Build();
        app.MapGraph();
        await app.StartAsync();
        var server = new GraphServer(app);
        server.World.AddMailbox(new() { Address = Anna, DisplayName = "Anna Petrova", TimeZone = "FLE Standard Time", Locale = "bg-BG" });
        server.World.AddMailbox(new() { Address = Boris, DisplayName = "Boris O'Hara" });
        server.World.AddMailbox(new() { Address = Rila, DisplayName = "Rila", Room = new RoomSettings() });
        server.World.AddMailbox(new() { Address = Pirin, DisplayName = "Pirin", Room = new RoomSettings { Building = "Annex" } });
        await server.SignInAsync();
        return server;
    }

    public async Task SignInAsync()
    {
        var app = AppRegistration.Product();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = app.ClientId,
            ["client_secret"] = app.ClientSecret!,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        var answer = await Http.PostAsync($"/{AppRegistration.DefaultTenant}/oauth2/v2.0/token", form);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", json.GetProperty("access_token").GetString());
    }

    public async Task<(int Status, JsonElement Json, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) || path.StartsWith("/sandbox", StringComparison.Ordinal) ? path : "/v1.0" + path);
        if (body is not null)
            request.Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await Http.SendAsync(request);
        var content = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, content.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(content), response);
    }

    public async Task<JsonElement> GetAsync(string path, params (string, string)[] headers)
    {
        var (status, json, _) = await SendAsync(HttpMethod.Get, path, null, headers);
        status.ShouldBe(200, json.ToString());
        return json;
    }

    public async Task<JsonElement> CreateAsync(string mailbox, object body, params (string, string)[] headers)
    {
        var (status, json, _) = await SendAsync(HttpMethod.Post, $"/users/{mailbox}/events", body, headers);
        status.ShouldBe(201, json.ToString());
        return json;
    }

    public async Task<JsonElement> PatchAsync(string mailbox, string id, object body, params (string, string)[] headers)
    {
        var (status, json, _) = await SendAsync(HttpMethod.Patch, $"/users/{mailbox}/events/{id}", body, headers);
        status.ShouldBe(200, json.ToString());
        return json;
    }

    /// <summary>Reads until the condition holds, or fails with what was read last.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        JsonElement last = default;
        while (!deadline.IsCancellationRequested)
        {
            last = await GetAsync(path);
            if (condition(last))
                return last;
            await Task.Delay(5);
        }
        throw new TimeoutException($"{path} never came to what was expected; last: {last}");
    }

    public async Task<JsonElement> OnlyEventAsync(string mailbox, Func<JsonElement, bool>? condition = null)
    {
        var list = await UntilAsync($"/users/{mailbox}/events", l => l.GetProperty("value").GetArrayLength() == 1
            && (condition?.Invoke(l.GetProperty("value")[0]) ?? true));
        return list.GetProperty("value")[0];
    }

    public Task FaultAsync(object fault) => SendAsync(HttpMethod.Put, "/sandbox/faults", fault);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
