using System.Net.Http.Headers;
using System.Net.Http.Json;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Premises;

/// <summary>An organization with TMS in the Sandbox, and gateway and connector beside it; each is a process.</summary>
internal sealed class PremisesOrganization : IAsyncDisposable
{
    private readonly DataFolder _data;
    private ChildServer? _connector;

    private PremisesOrganization(DataFolder data, ChildServer sandbox, ChildServer gateway, string adminKey)
    {
        (_data, Sandbox, Gateway) = (data, sandbox, gateway);
        SandboxHttp = new HttpClient { BaseAddress = sandbox.Url };
        GatewayHttp = new HttpClient { BaseAddress = gateway.Url };
        GatewayHttp.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        Calendar = new Calendar(SandboxHttp);
    }

    public ChildServer Sandbox { get; }

    public ChildServer Gateway { get; }

    public ChildServer Connector => _connector!;

    public HttpClient SandboxHttp { get; }

    public HttpClient GatewayHttp { get; }

    public Calendar Calendar { get; }

    private WorldSetup Setup => new(SandboxHttp, GatewayHttp);

    /// <summary>Starts everything, with all people and rooms known to all.</summary>
    public static async Task<PremisesOrganization> StartAsync(int users, int rooms)
    {
        var data = new DataFolder();
        var key = (await AdminKey.CreateAsync(data.Path, TimeProvider.System, default))!;
        var sandbox = await ChildServer.StartAsync("sandbox", $"--urls={GatewaySettings.FreeAddress()}", SandboxServer.WithTms);
        var gateway = await ChildServer.StartAsync("gateway", GatewaySettings.For(GatewaySettings.FreeAddress(), sandbox.Url, data.Path));
        var organization = new PremisesOrganization(data, sandbox, gateway, key);
        await organization.Setup.FillPremisesAsync(users, rooms);
        await organization.Calendar.SignInAsync();
        organization._connector = await TmsConnector.StartAsync(organization.SandboxHttp, gateway.Url, key, Path.Combine(data.Path, "connector"));
        await organization.LetTmsHostAsync();
        await organization.Setup.FillProductWithTmsAsync(users, rooms);
        return organization;
    }

    /// <summary>From now on TMS takes its time for each call.</summary>
    public async Task SlowTmsAsync(int callMs)
    {
        using var answer = await SandboxHttp.PutAsJsonAsync("sandbox/tms/faults", new[] { new { kind = "delay", delayMs = callMs } });
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        SandboxHttp.Dispose();
        GatewayHttp.Dispose();
        if (_connector is not null)
            await _connector.DisposeAsync();
        await Gateway.DisposeAsync();
        await Sandbox.DisposeAsync();
        _data.Dispose();
    }

    private async Task LetTmsHostAsync()
    {
        using var administrator = new Administrator(Gateway.Url, GatewayHttp.DefaultRequestHeaders.Authorization!.Parameter!);
        await administrator.ChangeOrganizationAsync("meetAction", "tms", CancellationToken.None);
    }
}
