#if !ORLEANS
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Series;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>Meetings are told of another system in their room, though one of them cannot be told.</summary>
public sealed class TmsRoomSweepTests : IAsyncLifetime
{
    private readonly MovableGateway _world = new();

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        await new ConnectorStandIn(_world.Gateway).PrepareAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_meeting_whose_row_cannot_be_opened_keeps_neither_its_room_nor_others_waiting()
    {
        await SeeAsync("lost", "pirin@contoso.example");
        await SeeAsync("same-room", "pirin@contoso.example");
        await SeeAsync("other-room", "rila@contoso.example");
        await _world.Gateway.RestartAsync(() => Overwrite(GrainKeys.Series("lost")));
        // After the restart: its first request takes the place of the one that was here before.
        var connector = new ConnectorStandIn(_world.Gateway);
        using var csv = new StringContent("Mailbox,System ID\npirin@contoso.example,70\nrila@contoso.example,71\n", System.Text.Encoding.UTF8, "text/csv");
        (await _world.Gateway.Admin.PutAsync("/api/tms-rooms", csv)).EnsureSuccessStatusCode();

        var asked = new[] { await connector.NextAsync(), await connector.NextAsync() };

        asked.Select(request => request.Rooms.ShouldHaveSingleItem()).Order().ShouldBe([70, 71]);
        (await connector.HasMoreAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_runs_in_a_room_whose_system_is_taken_away_stays_and_what_is_to_come_is_given_up()
    {
        const string room = "vitosha@contoso.example";
        var connector = new ConnectorStandIn(_world.Gateway);
        await SeeAsync("runs", room, TimeSpan.FromMinutes(-10));
        await BookAsync(connector);
        await SeeAsync("comes", room);
        var comes = await BookAsync(connector);

        (await _world.Gateway.Admin.DeleteAsync($"/api/tms-rooms/{room}")).EnsureSuccessStatusCode();

        var asked = await connector.NextAsync();
        (asked.Kind, asked.MeetingId).ShouldBe((ConferenceRequestKind.Cancel, comes.MeetingId));
        (await connector.HasMoreAsync()).ShouldBeFalse();
    }

    private static async Task<ConferenceRequest> BookAsync(ConnectorStandIn connector)
    {
        var request = await connector.NextAsync();
        await connector.AnswerAsync(new ConferenceAnswer
        {
            RequestId = request.RequestId,
            Outcome = ConferenceOutcome.Booked,
            Parts = [new ConferencePart(1, 1001, request.Start.Date, request.Start.Date, request.End.InUtc().ToInstant(), Join: null)],
        });
        return request;
    }

    private async Task SeeAsync(string uid, string room, TimeSpan? startsIn = null)
    {
        var start = _world.Time.GetUtcNow() + (startsIn ?? TimeSpan.FromHours(3));
        var found = new FoundTarget("42@partner.example", JoinProtocol.SIP, MeetingPlatform.Other, "rule", FoundIn.Location);
        await _world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid)).Saw(new MeetingSighting
        {
            ICalUId = uid, Organizer = "anna@contoso.example", EventId = $"event-{uid}", Subject = "Plan", Start = start, End = start.AddHours(1),
            LastEnd = start.AddHours(1), Found = found, Rooms = [room],
        });
    }

    private void Overwrite(string key)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_world.Gateway.Folder, "grains.db")};Pooling=false;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE grain_state SET json = 'hc1.kgone.AAAA' WHERE grain_key = $key AND state_name = 'series'";
        command.Parameters.AddWithValue("$key", key);
        command.ExecuteNonQuery().ShouldBe(1);
    }
}
#endif
