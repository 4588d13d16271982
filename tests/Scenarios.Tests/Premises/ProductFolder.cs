using HybridCalendar.Connector.Identity;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What outlives the product's processes: a temporary folder with the data of gateway and connectors, and their settings.</summary>
internal sealed class ProductFolder : IDisposable
{
    public const int Connectors = 2;

    private readonly string _folder;

    private ProductFolder(string folder, string key) => (_folder, AdministratorKey) = (folder, key);

    public PlaygroundAddresses Addresses { get; } = PlaygroundAddresses.Free();

    public string AdministratorKey { get; }

    public IEnumerable<string> GatewaySettings => [.. PlaygroundSettings.ForGateway(Addresses, _folder), "--Gateway:ApiRequestsPerMinute=1000000"];

    public static async Task<ProductFolder> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-premises-").FullName;
        return new ProductFolder(folder, (await AdminKey.CreateAsync(folder, TimeProvider.System, default))!);
    }

    /// <summary>A connector's machine, and its id.</summary>
    public static string HostOf(int number) => $"connector{number}.scenario.example";

    private string Authority => Path.Combine(_folder, "tms-authority.pem");

    public IEnumerable<string> ConnectorSettings(Uri tms, int number) => PlaygroundSettings.ForConnector(tms, FolderOf(number), Authority);

    /// <summary>Registers all connectors with the gateway, as an administrator does it.</summary>
    public async Task RegisterConnectorsAsync(TmsServer tms, TimeProvider time)
    {
        await File.WriteAllTextAsync(Authority, tms.World.AuthorityPem);
        using var administrator = new Administrator(Addresses.Gateway, AdministratorKey);
        for (var number = 0; number < Connectors; number++)
        {
            var token = await administrator.BeginConnectorAsync(HostOf(number), $"Basement {number}", CancellationToken.None);
            await Registrar.RegisterAsync(Addresses.Gateway, token, new ConnectorOptions { DataDirectory = FolderOf(number) }, time, CancellationToken.None);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string FolderOf(int number) => Path.Combine(_folder, $"connector{number}");
}
