using System.Globalization;
using System.Text;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;
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
    private static readonly DateTimeOffset s_morning = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_acknowledged_is_there_and_what_was_not_is_there_whole_or_not_at_all()
    {
        await using var source = await server.CreateDatabaseAsync();
        var queries = await ProviderQueries.PrepareAsync(source);
        await using var store = new PostgresStates(queries);
        using var written = new SemaphoreSlim(0);
        var cutting = CutAsync(queries, written);
        var failures = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(store, $"room:{writer}", written, cutting))));
        await cutting;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Cuts} cuts, {failures.Sum()} writes failed");
        failures.Sum().ShouldBePositive();
        for (var writer = 0; writer < Writers; writer++)
            Number((await ReadAsync(store, $"room:{writer}"))!).ShouldBe(Writes);
    }

    [Fact]
    public async Task Of_a_reminder_there_is_what_was_acknowledged_last_once()
    {
        await using var source = await server.CreateDatabaseAsync();
        var queries = await ProviderQueries.PrepareAsync(source);
        await using var store = new PostgresReminders(queries);
        using var written = new SemaphoreSlim(0);
        var cutting = CutAsync(queries, written);
        var failures = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => RegisterAsync(store, Room(writer), written, cutting))));
        await cutting;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Cuts} cuts, {failures.Sum()} statements failed");
        failures.Sum().ShouldBePositive();
        var stored = await AgainAsync(store.ReadAsync);
        stored.Select(reminder => reminder.Grain).ShouldBe(Enumerable.Range(0, Writers).Select(Room), ignoreOrder: true);
        stored.ShouldAllBe(reminder => NumberOf(reminder) == Writes);

        static string Room(int writer) => $"room/room:{writer}";
    }

    /// <summary>Registers a reminder anew up to <see cref="Writes"/> times, and unregisters it now and then, as a grain would: what failed is done again.</summary>
    private static async Task<int> RegisterAsync(PostgresReminders store, string grain, SemaphoreSlim written, Task cutting)
    {
        const int Period = 10;
        var failures = 0;
        StoredReminder? stored = null;
        for (var number = 1; number <= Writes;)
        {
            // The last cut leaves broken connections in the pool, whoever was quicker.
            if (number == Writes)
                await cutting;
            try
            {
                if (number % Period == 0 && stored is not null)
                {
                    // Another version is there when a registration took effect that nobody heard of.
                    (await store.DeleteAsync(stored)).ShouldBeTrue();
                    stored = null;
                }
                stored = await store.SaveAsync(new StoredReminder(grain, "look", s_morning.AddMinutes(number), TimeSpan.FromMinutes(15), 0));
                number++;
                written.Release();
            }
            catch (NpgsqlException) when (++failures < 1_000)
            {
                var found = (await AgainAsync(() => store.ReadOfAsync(grain))).SingleOrDefault();
                // What was under way may have taken effect: a registration, or the end of one.
                if (found is null)
                    (stored is null || number % Period == 0).ShouldBeTrue($"registration {number - 1} is gone");
                else
                    NumberOf(found).ShouldBeInRange(number - 1, number);
                stored = found;
            }
        }
        return failures;
    }

    private static int NumberOf(StoredReminder reminder) => (int)(reminder.FirstTick - s_morning).TotalMinutes;

    /// <summary>Counts up to <see cref="Writes"/> as a grain would: after a failure it reads what is stored, and goes on from there.</summary>
    private static async Task<int> WriteAsync(PostgresStates store, string key, SemaphoreSlim written, Task cutting)
    {
        var failures = 0;
        StoredState? stored = null;
        for (var number = 1; number <= Writes;)
        {
            // The last cut leaves broken connections in the pool, whoever was quicker.
            if (number == Writes)
                await cutting;
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

    private static Task<StoredState?> ReadAsync(PostgresStates store, string key) => AgainAsync(() => store.ReadAsync(Rooms, key));

    private static async Task<T> AgainAsync<T>(Func<Task<T>> read)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await read();
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
