using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;

namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>Reminders in PostgreSQL.</summary>
public sealed class PostgresReminderTests(PostgresServer server) : ReminderStorageContract
{
    private static readonly DateTimeOffset s_morning = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    protected override async Task<IReminderStore> OpenAsync() =>
        new PostgresReminders(await ProviderQueries.PrepareAsync(await server.CreateDatabaseAsync()));

    /// <summary>However the ring is cut, each silo reads its own part, and together they read all, each once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(30)]
    public async Task The_parts_of_the_ring_hold_each_reminder_once(int silos)
    {
        var store = (PostgresReminders)Store;
        for (var number = 0; number < 300; number++)
            await store.SaveAsync(new StoredReminder($"room/room:{number}", "look", s_morning, TimeSpan.FromMinutes(15), 0));
        var cuts = Enumerable.Range(0, silos).Select(silo => PostgresReminders.HashOf($"silo {silo}")).Order().ToArray();
        var found = new List<string>();
        for (var silo = 0; silo < silos; silo++)
            found.AddRange((await store.ReadRangeAsync(cuts[silo], cuts[(silo + 1) % silos])).Select(reminder => reminder.Grain));
        found.ShouldBeUnique();
        found.Count.ShouldBe(300);
    }

    [Fact]
    public async Task A_grain_reads_its_own_reminders()
    {
        var store = (PostgresReminders)Store;
        foreach (var (grain, name) in new[] { ("room/room:a", "look"), ("room/room:a", "alert"), ("room/room:b", "look") })
            await store.SaveAsync(new StoredReminder(grain, name, s_morning, TimeSpan.FromMinutes(15), 0));
        (await store.ReadOfAsync("room/room:a")).Select(reminder => reminder.Name).ShouldBe(["alert", "look"], ignoreOrder: true);
    }
}
