using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Storage.Tests.Reminders;
using HybridCalendar.Storage.Tests.States;
using Npgsql;

namespace HybridCalendar.Storage.Tests.Databases;

/// <summary>Who invites chooses a meeting's iCalUId. PostgreSQL indexes no more than 2,704 bytes of a row.</summary>
public sealed class LongIdTests(PostgresServer server)
{
    /// <summary>As long as an address may be, of letters that take three bytes each.</summary>
    private static readonly string s_room = $"{Letters(64)}@{Letters(255)}";

    /// <summary>The longest that is its own id: 170 letters of three bytes each, and two.</summary>
    [Theory]
    [InlineData(170, "ab")]
    [InlineData(171, "")]
    [InlineData(5_000, "")]
    public async Task Meetings_are_stored_however_long_their_ids_are(int length, string more)
    {
        await using var source = await server.CreateDatabaseAsync();
        var queries = await ProviderQueries.PrepareAsync(source);
        var series = MeetingUId.Shorten(Letters(length) + more);
        var uid = MeetingUId.OfRoom(MeetingUId.OfOccurrence(new CalendarEvent { Id = LongText.Make(200) }, series), s_room);
        var key = GrainKeys.Series(uid);

        var states = new PostgresStates(queries);
        await states.WriteAsync("series", key, [1], null);
        (await states.ReadAsync("series", key)).ShouldNotBeNull();

        var reminders = new PostgresReminders(queries);
        var saved = await reminders.SaveAsync(new StoredReminder($"series/{key}", "conference", DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), 0));
        (await reminders.ReadOfAsync($"series/{key}")).ShouldBe([saved]);

        await using var records = await CatalogRecords.OpenAsync(CatalogDatabase.Postgres(source));
        await records.Catalog.PutMeetingAsync(new MeetingRow { ICalUId = uid, Organizer = s_room, Keyword = "webex" }, [s_room], declined: []);
        (await records.Catalog.FindMeetingsAsync([uid])).ShouldBe([uid]);
        (await records.Catalog.ListRoomsOfAsync(uid)).ShouldBe([s_room]);
    }

    /// <summary>An id that is not shortened; where one was told before, it is asked for and given up.</summary>
    [Fact]
    public async Task One_that_is_too_long_is_refused_and_can_be_asked_for()
    {
        await using var source = await server.CreateDatabaseAsync();
        var states = new PostgresStates(await ProviderQueries.PrepareAsync(source));
        var key = GrainKeys.Series(Letters(5_000));
        (await Should.ThrowAsync<PostgresException>(() => states.WriteAsync("series", key, [1], null))).SqlState.ShouldBe(PostgresErrorCodes.ProgramLimitExceeded);
        (await states.ReadAsync("series", key)).ShouldBeNull();
    }

    private static string Letters(int length) => LongText.Make(length, '一', '龥');
}
