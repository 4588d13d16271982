using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Connector.Check;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Tms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Testing;

/// <summary>A TMS on a free port and a connector that is linked to it. The clock of both runs, and can be moved on.</summary>
internal sealed class TmsSite : IAsyncDisposable
{
    public const int Rila = 66;
    public const int Vitosha = 67;
    public const string Anna = "anna@contoso.example";
    public const string Password = "correct horse battery";

    private readonly Sandbox.Tms.TmsServer _server;
    private readonly string _authority = Path.Combine(Path.GetTempPath(), $"tms-ca-{Guid.NewGuid():N}.pem");
    private readonly List<ServiceProvider> _connectors = [];
    private readonly HttpClient _control;

    private TmsSite(TmsWorld world)
    {
        World = world;
        _server = new Sandbox.Tms.TmsServer(world);
        _control = new HttpClient(Trusting(world.AuthorityPem)) { Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Monday, 9:00 in Sofia.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    public VirtualClock Clock { get; private init; } = null!;

    /// <summary>How far the clock of connectors that are made from now on is ahead of TMS's.</summary>
    public TimeSpan ConnectorsAhead { get; set; }

    public TmsWorld World { get; }

    public Sandbox.Tms.TmsOptions Tms => World.Options;

    public Uri Url => _server.Url;

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public static async Task<TmsSite> StartAsync()
    {
        var clock = new VirtualClock(runs: true, Start);
        var site = new TmsSite(new TmsWorld(new Sandbox.Tms.TmsOptions { PushPauseSeconds = 2_000_000 }, clock)) { Clock = clock };
        site.World.Users.Add("CONTOSO", "connector", Password, "Calendar Connector", "connector@contoso.example", "FLE Standard Time", booksOnBehalf: true);
        site.World.Users.Add("CONTOSO", "anna", null, "Anna Ivanova", Anna, "FLE Standard Time");
        site.World.Systems.Put(new Sandbox.Tms.Systems.TmsSystem(Rila, "Rila", "rila@contoso.example", "rila@contoso.example"));
        site.World.Systems.Put(new Sandbox.Tms.Systems.TmsSystem(Vitosha, "Vitosha", "vitosha@contoso.example", "vitosha@contoso.example"));
        await File.WriteAllTextAsync(site._authority, site.World.AuthorityPem);
        await site._server.StartAsync(CancellationToken.None);
        return site;
    }

    /// <summary>A connector of its own: it knows nothing of what others did.</summary>
    public ServiceProvider Connector(params (string Key, string? Value)[] settings)
    {
        var provider = Services(settings);
        _connectors.Add(provider);
        return provider;
    }

    /// <summary>What commands work with; whoever asks for it ends it.</summary>
    public ServiceProvider Services(params (string Key, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Tms:Url"] = Url.AbsoluteUri,
            ["Tms:UserName"] = @"CONTOSO\connector",
            ["Tms:Password"] = Password,
            ["Tms:Authentication"] = "Basic",
            ["Tms:TrustedAuthorities"] = _authority,
            ["Tms:CallTimeout"] = "00:01:00",
            ["Tms:Telephony:0:Number"] = "+359 2 000 000",
            ["Tms:Telephony:0:Label"] = "Sofia",
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return TmsServices.Build(configuration, services => services.AddSingleton<TimeProvider>(new ShiftedTime(Clock, ConnectorsAhead)).AddSingleton(new Random(1)));
    }

    /// <summary>Hands a request to a connector as the link does.</summary>
    public static async Task<ConferenceAnswer> DoAsync(IServiceProvider connector, ConferenceRequest request)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var answer = await connector.GetRequiredService<IRequestHandler>().HandleAsync(request.RequestId, ConferenceJson.Write(request), deadline.Token);
        return ConferenceJson.ReadAnswer(answer);
    }

    /// <summary>What TMS itself says that it holds, past and deleted ones left out.</summary>
    public async Task<IReadOnlyList<Held>> HeldAsync()
    {
        var rows = await _control.GetFromJsonAsync<JsonElement>(new Uri(Url, "/sandbox/conferences"));
        return [.. rows.EnumerateArray().Select(Held.Of).Where(held => held.Status is not ("Deleted" or "Finished"))];
    }

    /// <summary>How the device in Rila is told to treat its bookings.</summary>
    public async Task<IReadOnlyList<string>> PrivacyAsync()
    {
        var rows = await _control.GetFromJsonAsync<JsonElement>(new Uri(Url, "/sandbox/conferences"));
        return [.. rows.EnumerateArray().Where(row => row.GetProperty("status").GetString() != "Deleted").Select(row => row.GetProperty("privacy").GetString()!)];
    }

    /// <summary>How often TMS did an operation.</summary>
    public async Task<int> CallsAsync(string operation)
    {
        var calls = await _control.GetFromJsonAsync<JsonElement>(new Uri(Url, "/sandbox/tms/calls"));
        return calls.GetProperty("operations").EnumerateArray()
            .Where(one => one.GetProperty("operation").GetString() == operation && (!one.TryGetProperty("fault", out var fault) || fault.ValueKind == JsonValueKind.Null))
            .Sum(one => one.GetProperty("calls").GetInt32());
    }

    /// <summary>What TMS read over because it does not know it.</summary>
    public async Task<IReadOnlyList<string>> PassedOverAsync()
    {
        var calls = await _control.GetFromJsonAsync<JsonElement>(new Uri(Url, "/sandbox/tms/calls"));
        return [.. calls.GetProperty("passedOver").EnumerateObject().Select(one => one.Name)];
    }

    public async Task BreakAsync(string kind, string? operation = null, int? count = 1, int delayMs = 0, string? fault = null)
    {
        using var answer = await _control.PostAsJsonAsync(new Uri(Url, "/sandbox/tms/faults"), new { kind, operation, count, delayMs, fault });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>How often the fault switches have struck.</summary>
    public async Task<int> StrikesAsync()
    {
        var faults = await _control.GetFromJsonAsync<JsonElement>(new Uri(Url, "/sandbox/tms/faults"));
        return faults.GetProperty("faults").EnumerateArray().Sum(one => one.GetProperty("hits").GetInt32());
    }

    /// <summary>Puts a certificate of TMS among the trusted ones, as an administrator might who does not know better.</summary>
    public Task TrustAsync(X509Certificate2 certificate) => File.AppendAllTextAsync(_authority, "\n" + certificate.ExportCertificatePem());

    public Task StopTmsAsync() => _server.StopAsync(CancellationToken.None);

    public Task StartTmsAsync() => _server.StartAsync(CancellationToken.None);

    private static SocketsHttpHandler Trusting(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(authority);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connector in _connectors)
            await connector.DisposeAsync();
        _control.Dispose();
        await _server.DisposeAsync();
        World.Dispose();
        Clock.Dispose();
        File.Delete(_authority);
    }
}
