using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Time;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Tms.Systems;

namespace HybridCalendar.Sandbox.Tests.Tms;

/// <summary>Gives each test a TMS of its own on a free port, with the system Vitosha (66), a second one (67), and a clock that stands still.</summary>
public abstract class TmsTestBase : IAsyncLifetime
{
    /// <summary>A Monday in winter.</summary>
    protected static readonly DateTimeOffset Start = new(2026, 2, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly List<IDisposable> _clients = [];
    private readonly TmsServer _server;

    protected TmsTestBase()
    {
        World = new TmsWorld(Options, Clock);
        SandboxPremises.SeedUsers(World);
        SandboxPremises.SeedSystem(World, device: null);
        World.Systems.Put(new TmsSystem(67, "Rodopi", "rodopi@contoso.example", "rodopi@rooms.contoso.example"));
        _server = new TmsServer(World);
    }

    protected TmsOptions Options { get; } = new();

    protected VirtualClock Clock { get; } = new(runs: false, Start);

    protected TmsWorld World { get; }

    protected Uri Url => _server.Url;

    /// <summary>Speaks SOAP as the service account, with the newest version.</summary>
    protected SoapClient Tms { get; private set; } = null!;

    /// <summary>Without a name: for the controls and the page.</summary>
    protected HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(CancellationToken.None);
        Tms = new SoapClient(Client(SandboxPremises.ServiceUser, SandboxPremises.ServicePassword)) { Version = Options.ApiVersion };
        Http = Client(null, null);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _server.DisposeAsync();
        World.Dispose();
        Clock.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that trusts the Sandbox's authority alone and signs in by Basic.</summary>
    protected HttpClient Client(string? user, string? password)
    {
        var http = Client(new SocketsHttpHandler());
        if (user is not null)
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}")));
        return http;
    }

    protected HttpClient Client(SocketsHttpHandler handler)
    {
        var http = new HttpClient(Trust.In(World, handler)) { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(60) };
        _clients.Add(http);
        return http;
    }

    /// <summary>Saves a conference and returns it as TMS gives it.</summary>
    protected async Task<XElement> SaveAsync(Draft draft, string mode = "Strict") =>
        (await Tms.CallAsync("SaveConferenceWithMode", draft.ToXml(), SoapClient.Text("BookingMode", mode))).El("SaveConferenceWithModeResult").El("Conference");

    protected async Task<int> RefusedAsync(Draft draft, string mode = "Strict") => (await Should.ThrowAsync<SoapFaultException>(() => SaveAsync(draft, mode))).Code ?? 0;

    protected async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    protected async Task SwitchAsync(object fault) => (await Http.PostAsJsonAsync("/sandbox/tms/faults", fault)).EnsureSuccessStatusCode();

    /// <summary>All that is booked and not deleted, by start.</summary>
    protected async Task<IReadOnlyList<JsonElement>> ConferencesAsync() =>
        [.. (await GetAsync("/sandbox/conferences")).EnumerateArray().Where(row => row.GetProperty("status").GetString() != "Deleted")];
}
