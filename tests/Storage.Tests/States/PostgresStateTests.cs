using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>States in PostgreSQL.</summary>
public sealed class PostgresStateTests(PostgresServer server) : StateStorageContract
{
    protected override async Task<IStateStore> OpenAsync() =>
        new PostgresStates(await ProviderQueries.PrepareAsync(await server.CreateDatabaseAsync()));
}
