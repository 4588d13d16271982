using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Contract.Grains;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>The setting <c>Cluster:StrongDirectory</c>, on silos with a database.</summary>
public sealed class StrongDirectoryTests : IAsyncLifetime
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
    public async Task With_it_no_grain_is_in_two_silos_while_one_joins_and_both_know_where_each_is()
    {
        await using var first = NewSilo(strongDirectory: true);
        await first.StartAsync();
        await using var second = NewSilo(strongDirectory: true);
        using var joined = new CancellationTokenSource();
        var early = CallNewGrainsAsync(first, joined.Token);
        await second.StartAsync();
        await joined.CancelAsync();
        var late = Enumerable.Range(0, Calls).Select(_ => Keys.New()).ToList();
        await Task.WhenAll(late.SelectMany(key => new[] { Activation(first, key), Activation(second, key) }));

        List<string> keys = [.. await early, .. late];
        foreach (var key in keys)
        {
            (await Activation(second, key)).ShouldBe(await Activation(first, key));
            Journal.Of(key).Count("activated").ShouldBe(1);
            var id = first.Grains.GetGrain<ILifeGrain>(key).GetGrainId();
            var known = (await first.Directory.ShouldNotBeNull().Lookup(id)).ShouldNotBeNull();
            (await second.Directory.ShouldNotBeNull().Lookup(id)).ShouldNotBeNull().ShouldBe(known);
        }
    }

    [Fact]
    public async Task Without_it_silos_use_the_directory_of_the_runtime()
    {
        await using var silo = NewSilo(strongDirectory: false);
        silo.Directory.ShouldBeNull();
    }

    private ProductSilo NewSilo(bool strongDirectory) => new(_database!.Connection("cluster"), _folder.FullName, strongDirectory);

    private static Task<Guid> Activation(ProductSilo silo, string key) => silo.Grains.GetGrain<ILifeGrain>(key).Activation();

    /// <summary>Calls one grain after the other until told to stop.</summary>
    private static async Task<List<string>> CallNewGrainsAsync(ProductSilo silo, CancellationToken stop)
    {
        var keys = new List<string>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested || keys.Count < Calls)
        {
            keys.Add(Keys.New());
            await Activation(silo, keys[^1]);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
        return keys;
    }
}
