using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Sandbox.Devices;
using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Webex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>The Sandbox's Graph and Webex on a free port, with two people, a room and its device, and the clients wired to them.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    public const string Anna = "anna@contoso.example";
    public const string Boris = "boris@contoso.example";
    public const string Rila = "rila@contoso.example";

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly ServiceProvider _clients;

    private SandboxServer(WebApplication app, IEnumerable<(string Key, string? Value)> settings)
    {
        _app = app;
        Url = app.Urls.First();
        _http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(20) };
        _clients = BuildClients([.. settings]);
    }

    public string Url { get; }

    public string DeviceId { get; private set; } = "";

    public T Get<T>()
        where T : notnull => _clients.GetRequiredService<T>();

    public static async Task<SandboxServer> StartAsync(params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddGraphSandbox();
        builder.Services.AddWebexSandbox(new WebexSandboxOptions());
        var app = builder.Build();
        app.MapGraph();
        app.MapWebexSandbox();
        app.MapDevices();
        await app.StartAsync();
        var server = new SandboxServer(app, settings);
        await server.SeedAsync();
        return server;
    }

    /// <summary>Clients of their own, with other settings.</summary>
    public ServiceProvider BuildClients(params (string Key, string? Value)[] settings)
    {
        var product = AppRegistration.Product();
        var webex = new WebexSandboxOptions();
        return ClientServices.Build(TimeProvider.System, new Dictionary<string, string?>
        {
            ["Office365:BaseUrl"] = Url + "/v1.0",
            ["Office365:AuthorityHost"] = Url,
            ["Office365:TenantId"] = AppRegistration.DefaultTenant,
            ["Office365:ClientId"] = product.ClientId,
            ["Office365:ClientSecret"] = product.ClientSecret,
            ["Webex:BaseUrl"] = Url + "/v1",
            ["Webex:ClientId"] = webex.ClientId,
            ["Webex:ClientSecret"] = webex.ClientSecret,
            ["Webex:RefreshToken"] = webex.RefreshToken,
        }, settings);
    }

    /// <summary>Speaks to Graph as the calendar page does.</summary>
    public Task<JsonElement> GraphAsync(HttpMethod method, string path, object? body = null) => SendAsync(method, "/v1.0" + path, body);

    public Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null) => SendAsync(method, "/sandbox" + path, body);

    public async ValueTask DisposeAsync()
    {
        await _clients.DisposeAsync();
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task SeedAsync()
    {
        var world = _app.Services.GetRequiredService<GraphWorld>();
        world.AddMailbox(new() { Address = Anna, DisplayName = "Anna Ivanova", TimeZone = "FLE Standard Time", Locale = "bg-BG" });
        world.AddMailbox(new() { Address = Boris, DisplayName = "Boris Petrov" });
        world.AddMailbox(new() { Address = Rila, DisplayName = "Rila", Room = new() });
        var people = _app.Services.GetRequiredService<WebexDirectory>();
        people.Add(Anna, "Anna Ivanova", "Europe/Sofia");
        people.Add(Boris, "Boris Petrov", "Europe/Sofia", ["hq.webex.com", "contoso.webex.com"]);
        var rila = await ControlAsync(HttpMethod.Post, "/webex/workspaces",
            new { displayName = "Rila", calendarEmail = Rila, devices = new[] { "Rila Room Bar" } });
        DeviceId = rila.GetProperty("devices")[0].GetProperty("id").GetString()!;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = AppRegistration.Product().ClientId,
            ["client_secret"] = AppRegistration.Product().ClientSecret!,
            ["scope"] = "https://graph.microsoft.com/.default",
        });
        var token = await (await _http.PostAsync($"/{AppRegistration.DefaultTenant}/oauth2/v2.0/token", form)).Content.ReadFromJsonAsync<JsonElement>();
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("access_token").GetString());
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
