using System.Globalization;
using System.Text;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.States;
using Npgsql;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>PostgreSQL drops connections while grains write, as it does when it is restarted.</summary>
public sealed class ConnectionLossTests(PostgresServer server)
{
    private const string Rooms = "room-mailbox";
    private const int Writers = 8;
    private const int Writes = 60;
    private const int Cuts = 12;

    [Fact]
    public async Task What_was_acknowledged_is_there_and_what_was_not_is_there_whole_or_not_at_all()
    {
        await using var source = await server.CreateDatabaseAsync();
        var queries = await ProviderQueries.PrepareAsync(source);
        await using var store = new PostgresStates(queries);
        using var written = new SemaphoreSlim(0);
        var cutting = CutAsync(queries, written);
        var failures = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, $"room:{writer}", written))));
        await cutting;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Cuts} cuts, {failures.Sum()} writes failed");
        failures.Sum().ShouldBePositive();
        for (var writer = 0; writer < Writers; writer++)
            Number((await ReadAsync(store, $"room:{writer}"))!).ShouldBe(Writes);
    }

    /// <summary>Counts up to <see cref="Writes"/> as a grain would: after a failure it reads what is stored, and goes on from there.</summary>
    private static async Task<int> WriteAsync(PostgresStates store, string key, SemaphoreSlim written)
    {
        var failures = 0;
        StoredState? stored = null;
        for (var number = 1; number <= Writes;)
        {
            try
            {
                var version = await store.WriteAsync(Rooms, key, Encoding.UTF8.GetBytes($"{number}"), stored?.Version);
                stored = new StoredState(Encoding.UTF8.GetBytes($"{number}"), version);
                number++;
                written.Release();
            }
            catch (NpgsqlException) when (++failures < 1_000)
            {
                var acknowledged = stored is null ? 0 : Number(stored);
                stored = await ReadAsync(store, key);
                // The write under way may have been stored; one that was acknowledged must have been.
                var found = stored is null ? 0 : Number(stored);
                found.ShouldBeInRange(acknowledged, number);
                number = found + 1;
            }
        }
        return failures;
    }

    private static async Task<StoredState?> ReadAsync(PostgresStates store, string key)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await store.ReadAsync(Rooms, key);
            }
            catch (NpgsqlException) when (tries < 1_000)
            {
            }
        }
    }

    /// <summary>Cuts while all are writing.</summary>
    private static async Task CutAsync(ProviderQueries queries, SemaphoreSlim written)
    {
        for (var cut = 0; cut < Cuts; cut++)
        {
            for (var write = 0; write < Writers * Writes / (Cuts * 2); write++)
                (await written.WaitAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
            await queries.CutConnectionsAsync();
        }
    }

    private static int Number(StoredState state) => int.Parse(state.Payload, CultureInfo.InvariantCulture);
}
