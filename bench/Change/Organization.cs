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

    /// <summary>Whether the product is a cluster.</summary>
    public bool IsCluster => _product is ClusterServers;

    /// <summary>Where devices find the gateways themselves, without what stands before them.</summary>
    public IReadOnlyList<Uri> GatewayAddresses => _product is ClusterServers cluster ? [.. cluster.Cluster.Gateways.Select(member => member.Address)] : [Gateway.Url];

    /// <summary>Memory that the product holds.</summary>
    public long ProductBytes => _product is ClusterServers cluster ? cluster.ResidentBytes : Gateway.ResidentBytes;

    /// <summary>What the product keeps on the disk.</summary>
    public Task<long> StoredBytesAsync() => _product is ClusterServers cluster
        ? cluster.StoredBytesAsync()
        : Task.FromResult(new DirectoryInfo(DataDirectory).EnumerateFiles().Sum(file => file.Length));

    public HttpClient SandboxHttp { get; }

    public HttpClient GatewayHttp { get; }

    public Calendar Calendar { get; }

    public DeviceWatch Devices { get; }

    public string DataDirectory => _data.Path;

    /// <summary>Starts both servers and fills the Sandbox with people, rooms and devices. The product knows none of them yet.</summary>
    public static Task<Organization> StartAsync(int users, int rooms, params string[] gatewaySettings) =>
        StartAsync(users, rooms, silos: 0, settings: gatewaySettings);

    /// <summary>The same with a cluster as the product, which has two gateways. Only in the Orleans build.</summary>
    /// <param name="users">People.</param>
    /// <param name="rooms">Rooms.</param>
    /// <param name="silos">How many silos; with 0 the product is one process.</param>
    /// <param name="hasCloudDevices">Whether each room has a device of the Webex cloud.</param>
    /// <param name="hasTms">Whether the Sandbox has a TMS, which knows no rooms yet.</param>
    /// <param name="gatewaysHostGrains">Whether the product is a cluster of two gateways that host the grains; then there are no silos.</param>
    /// <param name="settings">Further settings of all hosts.</param>
    public static async Task<Organization> StartAsync(int users, int rooms, int silos, bool hasCloudDevices = true, bool hasTms = false, bool gatewaysHostGrains = false, params string[] settings)
    {
        var data = new DataFolder();
        var key = (await AdminKey.CreateAsync(data.Path, TimeProvider.System, default))!;
        var sandbox = await ChildServer.StartAsync("sandbox", [$"--urls={GatewaySettings.FreeAddress()}", .. hasTms ? [SandboxServer.WithTms] : Array.Empty<string>()]);
        var address = GatewaySettings.FreeAddress();
        string[] all = [.. GatewaySettings.For(address, sandbox.Url, data.Path), .. settings];
        IAsyncDisposable product = silos > 0 || gatewaysHostGrains ? await ClusterServers.StartAsync(all, address, silos, gateways: 2) : await ChildServer.StartAsync("gateway", all);
        var organization = new Organization(data, sandbox, product, address, key);
        Output.Say("The servers have started");
        await organization.Setup.FillSandboxAsync(users, rooms, hasCloudDevices);
        await organization.Calendar.SignInAsync();
        Output.Say($"Office 365 has {users} people and {rooms} rooms");
        organization.Devices.Start(hasCloudDevices ? rooms : 0);
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
