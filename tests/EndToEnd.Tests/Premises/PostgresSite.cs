#if !ORLEANS
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The site with its catalog, requests and keys on a PostgreSQL server, where one is installed.</summary>
public sealed class PostgresSite : PremisesSite
{
    private const string Name = "site";
    private PostgresProcess? _server;

    internal PostgresProcess Server => _server!;

    internal string Connection => Server.Connection(Name);

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken) =>
        base.StartGatewayAsync([.. settings, $"--Cluster:ConnectionString={Connection}"], cancellationToken);

    public override async ValueTask InitializeAsync()
    {
        if (!PostgresProcess.IsInstalled)
            return;
        _server = await PostgresProcess.StartAsync("-c fsync=off");
        await _server.CreateDatabaseAsync(Name);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
#endif
