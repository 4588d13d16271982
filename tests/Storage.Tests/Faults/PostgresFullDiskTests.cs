using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;
using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>PostgreSQL with its tables on a full disk: a server of the test's own, as it cannot be used once the disk is gone.</summary>
public sealed class PostgresFullDiskTests : FullDiskContract, IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    protected override int SizeInMegabytes => 20;

    protected override async Task<IStateStore> OpenStatesAsync(string disk) => new PostgresStates(await PrepareAsync(disk));

    protected override async Task<IReminderStore> OpenRemindersAsync(string disk) => new PostgresReminders(await PrepareAsync(disk));

    protected override async Task<CatalogDatabase> OpenCatalogAsync(string disk) => CatalogDatabase.Postgres(await _server.CreateDatabaseAsync(disk));

    private async Task<ProviderQueries> PrepareAsync(string disk) => await ProviderQueries.PrepareAsync(await _server.CreateDatabaseAsync(disk));
}
