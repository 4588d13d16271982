#if !ORLEANS
using System.Text.Json;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Series;

/// <summary>What becomes of a series when its row, or its entry in the catalog, is not as it should be after a start.</summary>
public sealed class SeriesRowTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Room = "rila@contoso.example";
    private static readonly DateTimeOffset s_start = TimeProvider.System.GetUtcNow().AddDays(3);

    [Fact]
    public async Task A_catalog_that_a_crash_kept_from_being_written_is_made_up_for_when_the_meeting_is_seen_next()
    {
        const string Uid = "unlisted";
        await Series(Uid).Saw(Sighting(Uid));
        (await IsListedAsync(Uid)).ShouldBeTrue();
        // As after a crash between the two writes.
        await gateway.App.Services.GetRequiredService<Catalog>().DeleteMeetingAsync(Uid);
        await gateway.RestartAsync();

        await Series(Uid).Saw(Sighting(Uid));

        (await IsListedAsync(Uid)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_report_of_a_series_whose_row_cannot_be_opened_says_so_and_tells_of_its_rooms()
    {
        const string Uid = "lost";
        (await gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Room)).Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true })).ShouldBeNull();
        await Series(Uid).Saw(Sighting(Uid));
        await gateway.RestartAsync(() => Overwrite(GrainKeys.Series(Uid), "hc1.kgone.AAAA"));

        var report = JsonDocument.Parse(await gateway.Admin.GetStringAsync($"/api/meetings/{Uid}/report", TestContext.Current.CancellationToken)).RootElement;

        report.GetProperty("text").GetString().ShouldBe(NoButtonText.Of(NoButtonReason.NotToBeAsked));
        var room = report.GetProperty("rooms").EnumerateArray().ShouldHaveSingleItem();
        room.GetProperty("room").GetString().ShouldBe(Room);
        room.GetProperty("reason").GetString().ShouldBe(nameof(NoButtonReason.NotToBeAsked));
        report.GetProperty("timeline").GetArrayLength().ShouldBe(0);
    }

    private async Task<bool> IsListedAsync(string uid) => (await gateway.App.Services.GetRequiredService<Catalog>().FindMeetingsAsync([uid])).Contains(uid);

    private IMeetingSeriesGrain Series(string uid) => gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private void Overwrite(string key, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(gateway.Folder, "grains.db")};Pooling=false;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE grain_state SET json = $text WHERE grain_key = $key AND state_name = 'series'";
        command.Parameters.AddWithValue("$key", key);
        command.Parameters.AddWithValue("$text", text);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private static MeetingSighting Sighting(string uid) => new()
    {
        ICalUId = uid, Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = s_start, End = s_start.AddHours(1),
        LastEnd = s_start.AddHours(1), Rooms = [Room],
    };
}
#endif
