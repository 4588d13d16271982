using System.Net.Http.Headers;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Gateway.Security;

namespace HybridCalendar.Bench.Change;

/// <summary>An organization with its people, rooms and devices in the Sandbox, and the product beside it; each server is a process.</summary>
internal sealed class Organization : IAsyncDisposable
{
    private readonly DataFolder _data;

    private Organization(DataFolder data, ChildServer sandbox, ChildServer gateway, string adminKey)
    {
        (_data, Sandbox, Gateway) = (data, sandbox, gateway);
        SandboxHttp = new HttpClient { BaseAddress = sandbox.Url };
        GatewayHttp = new HttpClient { BaseAddress = gateway.Url };
        GatewayHttp.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        Calendar = new Calendar(SandboxHttp);
        Devices = new DeviceWatch(sandbox.Url);
    }

    public ChildServer Sandbox { get; }

    public ChildServer Gateway { get; }

    public HttpClient SandboxHttp { get; }

    public HttpClient GatewayHttp { get; }

    public Calendar Calendar { get; }

    public DeviceWatch Devices { get; }

    public string DataDirectory => _data.Path;

    /// <summary>Starts both servers and fills the Sandbox with people, rooms and devices. The product knows none of them yet.</summary>
    public static async Task<Organization> StartAsync(int users, int rooms, params string[] gatewaySettings)
    {
        var data = new DataFolder();
        var key = AdminKey.Create(data.Path)!;
        var sandbox = await ChildServer.StartAsync("sandbox", $"--urls={GatewaySettings.FreeAddress()}");
        var gateway = await ChildServer.StartAsync(
            "gateway", [.. GatewaySettings.For(GatewaySettings.FreeAddress(), sandbox.Url, data.Path), .. gatewaySettings]);
        var organization = new Organization(data, sandbox, gateway, key);
        await organization.Setup.FillSandboxAsync(users, rooms);
        await organization.Calendar.SignInAsync();
        organization.Devices.Start(rooms);
        return organization;
    }

    public WorldSetup Setup => new(SandboxHttp, GatewayHttp);

    public async ValueTask DisposeAsync()
    {
        await Devices.DisposeAsync();
        SandboxHttp.Dispose();
        GatewayHttp.Dispose();
        await Gateway.DisposeAsync();
        await Sandbox.DisposeAsync();
        _data.Dispose();
    }
}
