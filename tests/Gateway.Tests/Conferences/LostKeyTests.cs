#if !ORLEANS
using System.Text.Json;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Series;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>A key that is lost takes the requests that wait under it along, and what is stored of the meetings that asked; with its row back they go on.</summary>
public sealed class LostKeyTests : IAsyncLifetime
{
    private readonly MovableGateway _world = new();

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        await new ConnectorStandIn(_world.Gateway).PrepareAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_meeting_whose_key_is_lost_while_its_request_waits_is_told_by_an_alarm_and_booked_once_when_the_key_is_back()
    {
        var start = _world.Time.GetUtcNow().AddDays(3);
        await Series().Saw(new MeetingSighting
        {
            ICalUId = "lost-key", Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = start, End = start.AddHours(1), LastEnd = start.AddHours(1), Keyword = Keyword.Meet,
        });
        await UntilAsync(async () => (await RequestsAsync()).GetProperty("waiting").GetInt32() == 1);
        var key = _world.Gateway.App.Services.GetRequiredService<OrganizationKeys>().Active.Id;
        // While none runs: the meeting must write nothing under the key that takes its place.
        await _world.Gateway.RestartAsync(() => Execute(
            "CREATE TABLE backup AS SELECT * FROM organization_keys; UPDATE backup SET status = 1; DELETE FROM organization_keys WHERE id = $key", key));

        _world.Time.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await AlarmsAsync()).Contains($"The organization key {key} is lost, with 1 request(s) to TMS", StringComparison.Ordinal));
        await Should.ThrowAsync<Exception>(() => Series().GetTimeline());

        await _world.Gateway.RestartAsync(() => Execute("INSERT INTO organization_keys SELECT * FROM backup WHERE id = $key", key));
        var connector = new ConnectorStandIn(_world.Gateway);
        await connector.MoreComesAsync(_world.Time, TimeSpan.FromMinutes(2));
        var asked = await connector.NextAsync();
        await connector.AnswerAsync(new ConferenceAnswer { RequestId = asked.RequestId, Outcome = ConferenceOutcome.Booked, Join = new ConferenceJoin { SipAddress = "8001@meet.contoso.example" } });

        await UntilAsync(async () => (await Series().GetJoin()).State == SeriesJoinState.Ready);
        (await Series().GetTimeline()).Entries.ShouldContain(entry => entry.Text.Contains("is lost", StringComparison.Ordinal));
        (await connector.HasMoreAsync()).ShouldBeFalse();
        (await AlarmsAsync()).ShouldBe("[]");
    }

    private IMeetingSeriesGrain Series() => _world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("lost-key"));

    private async Task<JsonElement> RequestsAsync()
    {
        JsonElement requests = default;
        // Null when they cannot be asked just then.
        await UntilAsync(async () =>
        {
            requests = JsonDocument.Parse(await _world.Gateway.Admin.GetStringAsync("/api/connectors")).RootElement.GetProperty("requests");
            return requests.ValueKind == JsonValueKind.Object;
        });
        return requests;
    }

    private async Task<string> AlarmsAsync() => (await RequestsAsync()).GetProperty("alarms").GetRawText();

    private void Execute(string sql, string key)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_world.Gateway.Folder, "catalog.db")};Pooling=false;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$key", key);
        command.ExecuteNonQuery();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(50, deadline.Token);
    }
}
#endif
