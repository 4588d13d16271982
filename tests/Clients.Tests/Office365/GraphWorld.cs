using System.Globalization;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Clients.Tests.Office365;

/// <summary>The client, wired as a host does it, and a Graph that answers as the test says; tokens are t1, t2, ...</summary>
public sealed class GraphWorld : IAsyncDisposable
{
    public const string Anna = "anna@contoso.example";
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "8e460676-ae3f-4b1e-8790-ee0fb5d6148f";

    private readonly ServiceProvider _services;

    private GraphWorld(HttpScript graph, ServiceProvider services, ManualTime time) => (Graph, _services, Time) = (graph, services, time);

    public HttpScript Graph { get; }

    public ManualTime Time { get; }

    public IOffice365Calendar Calendar => _services.GetRequiredService<IOffice365Calendar>();

    public IGraphSubscriptions Subscriptions => _services.GetRequiredService<IGraphSubscriptions>();

    public ValidationTokenValidator Tokens => _services.GetRequiredService<ValidationTokenValidator>();

    /// <summary>Requests to Graph itself, without those for tokens.</summary>
    public IReadOnlyList<SeenRequest> Calls => Graph.To("/v1.0");

    public static Task<GraphWorld> StartAsync(Func<HttpContext, Task> answer, params (string Key, string? Value)[] settings) => StartAsync(null, answer, settings);

    public static async Task<GraphWorld> StartAsync(ILoggerProvider? log, Func<HttpContext, Task> answer, params (string Key, string? Value)[] settings)
    {
        var tokens = 0;
        var graph = await HttpScript.StartAsync(context => context.Request.Path.Value!.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)
            ? context.JsonAsync($$"""{"token_type":"Bearer","access_token":"t{{Interlocked.Increment(ref tokens)}}","expires_in":3600}""")
            : answer(context));
        var time = new ManualTime();
        var services = ClientServices.Build(time, new Dictionary<string, string?>
        {
            ["Office365:BaseUrl"] = graph.Url + "/v1.0",
            ["Office365:AuthorityHost"] = graph.Url,
            ["Office365:TenantId"] = Tenant,
            ["Office365:ClientId"] = Client,
            ["Office365:ClientSecret"] = "secret",
        }, settings.Select(setting => ("Office365:" + setting.Key, setting.Value)), log);
        return new GraphWorld(graph, services, time);
    }

    public static string Date(DateTimeOffset date) => date.ToString("R", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Graph.DisposeAsync();
    }
}
