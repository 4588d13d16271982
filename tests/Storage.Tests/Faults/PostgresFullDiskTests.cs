using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>PostgreSQL with its tables on a full disk: a server of the test's own, as it cannot be used once the disk is gone.</summary>
public sealed class PostgresFullDiskTests : FullDiskContract, IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override int SizeInMegabytes => 20;

    protected override async Task<IStateStore> OpenAsync(string disk) =>
        new PostgresStates(await ProviderQueries.PrepareAsync(await _server.CreateDatabaseAsync(disk)));
}
