using HybridCalendar.Connector.Identity;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What outlives the product's processes: a temporary folder with the data of gateway and connectors, on Orleans a database, and their settings.</summary>
internal sealed class ProductFolder : IAsyncDisposable
{
    public const int Connectors = 2;

    private readonly string _folder;
    private readonly GatewayDatabase? _database;

    private ProductFolder(string folder, GatewayDatabase? database, string key) => (_folder, _database, AdministratorKey) = (folder, database, key);

    public PlaygroundAddresses Addresses { get; } = PlaygroundAddresses.Free();

    public string AdministratorKey { get; }

    public IEnumerable<string> GatewaySettings => [.. PlaygroundSettings.ForGateway(Addresses, _folder), .. _database?.Settings ?? [], "--Gateway:ApiRequestsPerMinute=1000000"];

    public static async Task<ProductFolder> CreateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hybrid-calendar-premises-").FullName;
        var database = GatewayDatabase.IsNeeded ? await GatewayDatabase.StartAsync() : null;
        return new ProductFolder(folder, database, (await AdminKey.CreateAsync(folder, TimeProvider.System, default))!);
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

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string FolderOf(int number) => Path.Combine(_folder, $"connector{number}");
}
