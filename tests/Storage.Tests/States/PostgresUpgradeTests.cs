using System.Text;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>
/// The scripts come to a database that hosts of the version before use: these keep the queries that they read at their start, until they end.
/// </summary>
public sealed class PostgresUpgradeTests(PostgresServer server)
{
    /// <summary>The first script that the version before had not.</summary>
    private const int First = 5;
    private const string Rooms = "room-mailbox";
    private static readonly byte[] s_one = [.. "{\"text\":\"one\"}"u8];
    private static readonly byte[] s_two = [.. "{\"text\":\"two\"}"u8];

    [Fact]
    public async Task Hosts_of_both_versions_go_on_with_what_the_others_wrote()
    {
        await using var source = await server.CreateDatabaseAsync();
        var before = new PostgresStates(await ProviderQueries.PrepareAsync(source, number => number < First));
        var first = await before.WriteAsync(Rooms, "room:rila", s_one, null);
        var second = await before.WriteAsync(Rooms, "room:rila", s_one, first);
        var after = new PostgresStates(await ProviderQueries.PrepareAsync(source, number => number >= First));

        var third = await after.WriteAsync(Rooms, "room:rila", s_two, (await after.ReadAsync(Rooms, "room:rila"))!.Version);
        await Should.ThrowAsync<StaleVersionException>(() => before.WriteAsync(Rooms, "room:rila", s_one, second));
        var fourth = await before.WriteAsync(Rooms, "room:rila", s_one, (await before.ReadAsync(Rooms, "room:rila"))!.Version);
        await Should.ThrowAsync<StaleVersionException>(() => after.WriteAsync(Rooms, "room:rila", s_two, third));
        var last = await after.WriteAsync(Rooms, "room:rila", s_two, fourth);

        var found = (await before.ReadAsync(Rooms, "room:rila")).ShouldNotBeNull();
        (Encoding.UTF8.GetString(found.Payload), found.Version).ShouldBe((Encoding.UTF8.GetString(s_two), last));
        await before.ClearAsync(Rooms, "room:rila", last);
        (await after.ReadAsync(Rooms, "room:rila")).ShouldBeNull();
    }

    [Fact]
    public async Task A_version_of_before_is_none_of_a_record_that_is_made_anew_since()
    {
        await using var source = await server.CreateDatabaseAsync();
        var before = new PostgresStates(await ProviderQueries.PrepareAsync(source, number => number < First));
        var stale = await before.WriteAsync(Rooms, "room:rila", s_one, null);
        var after = new PostgresStates(await ProviderQueries.PrepareAsync(source, number => number >= First));
        await after.ClearAsync(Rooms, "room:rila", stale);
        var version = await after.WriteAsync(Rooms, "room:rila", s_two, null);

        await Should.ThrowAsync<StaleVersionException>(() => before.WriteAsync(Rooms, "room:rila", s_one, stale));
        await Should.ThrowAsync<StaleVersionException>(() => after.WriteAsync(Rooms, "room:rila", s_one, stale));
        (await after.ReadAsync(Rooms, "room:rila"))!.Version.ShouldBe(version);
    }

    [Fact]
    public async Task Reminders_of_both_versions_are_changed_and_deleted_by_the_others()
    {
        await using var source = await server.CreateDatabaseAsync();
        var before = new PostgresReminders(await ProviderQueries.PrepareAsync(source, number => number < First));
        var due = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        var first = await before.SaveAsync(new StoredReminder("room/room:rila", "look", due, TimeSpan.FromMinutes(15), 0));
        var after = new PostgresReminders(await ProviderQueries.PrepareAsync(source, number => number >= First));

        var second = await after.SaveAsync(first with { FirstTick = due.AddDays(1) });
        (await before.DeleteAsync(first)).ShouldBeFalse();
        var third = await before.SaveAsync(second with { FirstTick = due.AddDays(2) });
        (await after.DeleteAsync(second)).ShouldBeFalse();
        (await after.ReadAsync()).ShouldBe([third]);
        (await after.DeleteAsync(third)).ShouldBeTrue();
    }
}
