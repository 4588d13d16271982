using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>Silos whose grains are given another clock, as demonstrations and tests do: they stay members of one cluster.</summary>
public sealed class MachineTimeTests : IAsyncLifetime
{
    private const int Calls = 40;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("silos-");
    private PostgresProcess? _database;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        _database = await PostgresProcess.StartAsync("-c fsync=off");
        await _database.CreateDatabaseAsync("cluster");
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Silos_find_and_call_each_other_on_a_clock_that_is_months_ahead_and_stands_still()
    {
        var clock = new FakeTime(TimeProvider.System.GetUtcNow().AddDays(100));
        await using var first = NewSilo(clock);
        await first.StartAsync();
        await using var second = NewSilo(clock);
        await second.StartAsync();
        foreach (var key in Enumerable.Range(0, Calls).Select(_ => Keys.New()))
            (await second.Grains.GetGrain<ILifeGrain>(key).Activation()).ShouldBe(await first.Grains.GetGrain<ILifeGrain>(key).Activation());
    }

    private ProductSilo NewSilo(FakeTime clock) => new(_database!.Connection("cluster"), _folder.FullName, strongDirectory: false, clock: clock);
}
