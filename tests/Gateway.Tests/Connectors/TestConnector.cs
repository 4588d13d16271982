using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A connector as it runs on premises, registered by the real steps; only TMS is not there.</summary>
internal sealed class TestConnector : IAsyncDisposable
{
    private static int s_hosts;
    private readonly IRequestHandler _handler;
    private readonly TimeProvider _time;
    private IHost? _host;

    private TestConnector(string id, ConnectorOptions options, IRequestHandler handler, TimeProvider time) =>
        (Id, Options, _handler, _time) = (id, options, handler, time);

    public string Id { get; }

    public ConnectorOptions Options { get; }

    public bool IsRunning => _host is not null;

    public ConnectorState State => _host!.Services.GetRequiredService<ConnectorState>();

    public LinkRunner Link => _host!.Services.GetRequiredService<LinkRunner>();

    public AlarmBoard Alarms => _host!.Services.GetRequiredService<AlarmBoard>();

    public AnswerJournal Journal => _host!.Services.GetRequiredService<AnswerJournal>();

    /// <summary>Registers a connector that is not started yet.</summary>
    public static async Task<TestConnector> RegisterAsync(GatewayHost gateway, Uri address, IRequestHandler handler, TimeProvider? time = null, Uri? proxy = null)
    {
        var host = $"connector{Interlocked.Increment(ref s_hosts)}.company.com";
        var answer = await gateway.Admin.PostAsJsonAsync("/api/connectors", new { host });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        var options = new ConnectorOptions { DataDirectory = Directory.CreateTempSubdirectory("connector-").FullName };
        var id = await Registrar.RegisterAsync(gateway.Address, token, options, TimeProvider.System, default, keySize: 2048);
        // The gateway has no certificate here, and a plain request would not be tunnelled.
        options.Proxy = proxy;
        Readdress(options.DataDirectory, address);
        return new TestConnector(id, options, handler, time ?? TimeProvider.System);
    }

    public static async Task<TestConnector> StartAsync(GatewayHost gateway, Uri address, IRequestHandler handler, Uri? proxy = null)
    {
        var connector = await RegisterAsync(gateway, address, handler, proxy: proxy);
        await connector.StartAsync();
        return connector;
    }

    /// <param name="test">Answers when the link to TMS is tested; without it nothing can be.</param>
    /// <param name="pauses">How long it waits before it connects again; null for hardly at all.</param>
    public async Task StartAsync(ILinkTest? test = null, Pauses? pauses = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSingleton(_time);
        builder.Services.AddSingleton(pauses ?? new Pauses(TimeSpan.FromMilliseconds(20), new Random(7)));
        builder.Services.AddSingleton(_handler);
        builder.Services.AddLink(Options);
        if (test is not null)
        {
            builder.Services.AddSingleton(test);
            AddCertificate(builder.Services);
        }
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Options.DataDirectory, recursive: true);
    }

    /// <summary>As if TMS had shown one that ends in ten days.</summary>
    private static void AddCertificate(IServiceCollection services)
    {
        using var authority = new TestAuthority("TMS authority");
        using var certificate = authority.Sign("tms.company.com", validDays: 10);
        var seen = new SeenCertificates();
        seen.Saw(LinkCertificateUse.Tms, certificate, chain: null);
        services.AddSingleton(seen);
    }

    /// <summary>Tests lead the link over a relay; the registration went to the gateway itself.</summary>
    private static void Readdress(string directory, Uri address)
    {
        var file = Path.Combine(directory, "identity.json");
        var stored = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        stored["Gateway"] = address.ToString();
        File.WriteAllText(file, stored.ToJsonString());
    }
}
