using System.Net.Http.Headers;
using HybridCalendar.Bench.Clusters;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Gateway.Security;

namespace HybridCalendar.Bench.Change;

/// <summary>An organization with its people, rooms and devices in the Sandbox, and the product beside it; each server is a process.</summary>
internal sealed class Organization : IAsyncDisposable
{
    private readonly DataFolder _data;

    private readonly IAsyncDisposable _product;

    private Organization(DataFolder data, ChildServer sandbox, IAsyncDisposable product, Uri gateway, string adminKey)
    {
        (_data, Sandbox, _product) = (data, sandbox, product);
        SandboxHttp = new HttpClient { BaseAddress = sandbox.Url };
        GatewayHttp = new HttpClient { BaseAddress = gateway };
        GatewayHttp.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        Calendar = new Calendar(SandboxHttp);
        Devices = new DeviceWatch(sandbox.Url);
    }

    public ChildServer Sandbox { get; }

    /// <summary>The product as one process.</summary>
    public ChildServer Gateway => (ChildServer)_product;

    /// <summary>The product as a cluster.</summary>
    public ClusterServers Cluster => (ClusterServers)_product;

    /// <summary>Processor time that the product has used so far.</summary>
    public TimeSpan ProductCpu => _product is ClusterServers cluster ? cluster.Cpu : Gateway.Cpu;

    public HttpClient SandboxHttp { get; }

    public HttpClient GatewayHttp { get; }

    public Calendar Calendar { get; }

    public DeviceWatch Devices { get; }

    public string DataDirectory => _data.Path;

    /// <summary>Starts both servers and fills the Sandbox with people, rooms and devices. The product knows none of them yet.</summary>
    public static Task<Organization> StartAsync(int users, int rooms, params string[] gatewaySettings)
    {
        var address = GatewaySettings.FreeAddress();
        return StartAsync(users, rooms, address, async (sandbox, data) =>
            await ChildServer.StartAsync("gateway", [.. GatewaySettings.For(address, sandbox, data), .. gatewaySettings]));
    }

    /// <summary>The same with a cluster as the product. Only in the Orleans build.</summary>
    public static Task<Organization> StartOnClusterAsync(int users, int rooms, int silos, int gateways)
    {
        var address = GatewaySettings.FreeAddress();
        return StartAsync(users, rooms, address, async (sandbox, data) =>
            await ClusterServers.StartAsync(GatewaySettings.For(address, sandbox, data), address, silos, gateways));
    }

    private static async Task<Organization> StartAsync(int users, int rooms, Uri gateway, Func<Uri, string, Task<IAsyncDisposable>> startProduct)
    {
        var data = new DataFolder();
        var key = AdminKey.Create(data.Path)!;
        var sandbox = await ChildServer.StartAsync("sandbox", $"--urls={GatewaySettings.FreeAddress()}");
        var organization = new Organization(data, sandbox, await startProduct(sandbox.Url, data.Path), gateway, key);
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
        await _product.DisposeAsync();
        await Sandbox.DisposeAsync();
        _data.Dispose();
    }
}
