using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox.Tests.Webex;

public sealed class DeviceTests : WebexTestBase
{
    private string Screen => $"/sandbox/devices/{Server.DeviceId}";

    private async Task PutAsync(params object[] rows) =>
        await Server.JsonAsync(await Server.CommandAsync("Bookings.Put", new { Bookings = rows }));

    [Fact]
    public async Task Put_replaces_the_whole_list()
    {
        await PutAsync(Row("1"), Row("2", 90));
        await PutAsync(Row("3"));
        var listed = await Server.JsonAsync(await Server.CommandAsync("Bookings.List", null));
        var rows = listed.GetProperty("result").GetProperty("Booking");
        rows.GetArrayLength().ShouldBe(1);
        rows[0].GetProperty("Id").GetString().ShouldBe("3");
        rows[0].GetProperty("DialInfo").GetProperty("Calls").GetProperty("Call")[0].GetProperty("Protocol").GetString().ShouldBe("SIP");
        (await Server.GetAsync(Screen)).GetProperty("putCount").GetInt32().ShouldBe(2);
        await Server.JsonAsync(await Server.CommandAsync("Bookings.Clear", null));
        (await Server.GetAsync($"/sandbox/webex/devices/{Server.DeviceId}/bookings")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_body_may_be_a_string_that_holds_the_json()
    {
        var body = JsonSerializer.Serialize(new { Bookings = new[] { Row() } });
        await Server.JsonAsync(await Server.CommandAsync("Bookings.Put", body));
        (await Server.GetAsync(Screen)).GetProperty("bookings").GetArrayLength().ShouldBe(1);
    }

    public static TheoryData<string, string?, string> BadRows => new()
    {
        { "Id", null, "Id is required" },
        { "Title", null, "Title is required" },
        { "Number", null, "Number is required" },
        { "Number", "\"\"", "Number is empty" },
        { "Protocol", "\"Carrier pigeon\"", "Protocol must be one of" },
        { "Protocol", "\"WebRTC\"", "WebRTC is for" },
        { "Organizer", "{\"FirstName\":\"Anna\"}", "FirstName is not a known field" },
        { "Time", "{\"StartTime\":\"2026-01-01T10:00:00+02:00\",\"Duration\":30}", "StartTime must be UTC" },
        { "Time", "{\"StartTime\":\"2026-13-01T10:00:00Z\",\"Duration\":30}", "StartTime must be UTC" },
        { "Time", "{\"StartTime\":\"2026-01-01T10:00:00Z\",\"EndTime\":\"2026-01-01T11:00:00Z\"}", "EndTime is not a known field" },
        { "Time", "{\"StartTime\":\"2026-01-01T10:00:00Z\",\"Duration\":\"30\"}", "Duration must be an integer" },
        { "Time", "{\"StartTime\":\"2026-01-01T10:00:00Z\"}", "Duration is required" },
        { "Privacy", "\"Secret\"", "Privacy must be one of" },
        { "MeetingPlatform", "\"MSTeams\"", "MeetingPlatform must be one of" },
        { "CallRate", "6000", "CallRate is not a known field" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_row_that_the_schema_does_not_allow_is_refused_and_the_old_list_stays(string field, string? json, string expected)
    {
        await PutAsync(Row("old"));
        var row = JsonSerializer.SerializeToNode(Row())!.AsObject();
        if (json is null) row.Remove(field);
        else row[field] = JsonNode.Parse(json);
        var refused = await Server.CommandAsync("Bookings.Put", new { Bookings = new[] { row } });
        (await ProblemAsync(refused, HttpStatusCode.BadRequest)).ShouldContain(expected);
        (await Server.GetAsync(Screen)).GetProperty("bookings")[0].GetProperty("id").GetString().ShouldBe("old");
    }

    [Fact]
    public async Task Rows_without_a_link_and_teams_over_webrtc_are_taken()
    {
        await PutAsync(
            Row("1", protocol: "None", platform: "None", number: ""),
            Row("2", protocol: "WebRTC", platform: "MicrosoftTeams", number: "https://teams.microsoft.com/l/meetup-join/x"));
        (await Server.GetAsync(Screen)).GetProperty("bookings").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Join_shows_from_the_buffer_before_the_start_to_the_end()
    {
        await PutAsync(Row("1", inMinutes: 30, minutes: 30));
        async Task<int> JoinsAsync() => (await Server.GetAsync(Screen)).GetProperty("joinShown").GetArrayLength();
        (await JoinsAsync()).ShouldBe(0);
        (await Http.PostAsync($"{Screen}/join/1", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Server.Advance(TimeSpan.FromMinutes(25) + TimeSpan.FromSeconds(2));
        (await JoinsAsync()).ShouldBe(1);
        var call = await Server.JsonAsync(await Http.PostAsync($"{Screen}/join/1", null));
        call.GetProperty("number").GetString().ShouldBe("1@contoso.webex.com");
        Server.Advance(TimeSpan.FromMinutes(34));
        (await JoinsAsync()).ShouldBe(1);
        Server.Advance(TimeSpan.FromMinutes(2));
        (await JoinsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_joins_a_meeting_that_is_over_in_Webex()
    {
        var made = await CreateMeetingAsync(MeetingAsked(inMinutes: 10, minutes: 30));
        await PutAsync(Row("1", inMinutes: 0, minutes: 120, number: made.GetProperty("sipAddress").GetString()!));
        (await Http.PostAsync($"{Screen}/join/1", null)).StatusCode.ShouldBe(HttpStatusCode.OK);

        Server.Advance(TimeSpan.FromMinutes(45));

        var refused = await Http.PostAsync($"{Screen}/join/1", null);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("The Webex meeting is over.");
    }

    [Fact]
    public async Task A_restart_loses_the_list_and_asks_for_it()
    {
        await PutAsync(Row());
        var booted = (await Server.GetAsync(Screen)).GetProperty("booted").GetDateTimeOffset();
        Server.Advance(TimeSpan.FromMinutes(3));
        await Http.PostAsync($"{Screen}/reboot", null);
        var state = await Server.GetAsync(Screen);
        (state.GetProperty("booted").GetDateTimeOffset() - booted).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(3));
        state.GetProperty("syncRequired").GetBoolean().ShouldBeTrue();
        state.GetProperty("bookings").GetArrayLength().ShouldBe(0);
        await PutAsync(Row());
        (await Server.GetAsync(Screen)).GetProperty("syncRequired").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_screen_streams_each_change()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var stream = new StreamReader(await Http.GetStreamAsync($"{Screen}/events", stop.Token));
        async Task<JsonElement> NextAsync()
        {
            while (await stream.ReadLineAsync(stop.Token) is { } line)
                if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonDocument.Parse(line[6..]).RootElement;
            throw new EndOfStreamException();
        }
        (await NextAsync()).GetProperty("bookings").GetArrayLength().ShouldBe(0);
        await PutAsync(Row());
        (await NextAsync()).GetProperty("bookings").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Two_commands_at_once_on_one_device_answer_423()
    {
        await Server.JsonAsync(await Http.PutAsJsonAsync("/sandbox/webex/settings", new { commandTimeMs = 1000 }));
        var both = await Task.WhenAll(Server.CommandAsync("Bookings.List", null), Server.CommandAsync("Bookings.List", null));
        both.Select(r => r.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Locked]);
        both.Single(r => r.StatusCode == HttpStatusCode.Locked).Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Limits_per_device_and_per_token_answer_429()
    {
        await Server.JsonAsync(await Http.PutAsJsonAsync("/sandbox/webex/settings", new { commandsPerMinutePerDevice = 2 }));
        await PutAsync();
        await PutAsync();
        var refused = await Server.CommandAsync("Bookings.Put", new { Bookings = Array.Empty<object>() });
        await ProblemAsync(refused, HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        Server.Advance(TimeSpan.FromMinutes(1));
        await PutAsync();

        await Server.JsonAsync(await Http.PutAsJsonAsync("/sandbox/webex/settings", new { requestsPerMinutePerToken = 1 }));
        await Http.GetAsync("/v1/people/me");
        await ProblemAsync(await Http.GetAsync("/v1/people/me"), HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Unknown_devices_commands_and_arguments_are_refused()
    {
        await ProblemAsync(await Server.CommandAsync("Bookings.Clear", null, "nothing"), HttpStatusCode.NotFound);
        await ProblemAsync(await Server.CommandAsync("Dial", null), HttpStatusCode.BadRequest);
        var request = new { deviceId = Server.DeviceId };
        (await ProblemAsync(await Http.PostAsJsonAsync("/v1/xapi/command/Bookings.Clear", request), HttpStatusCode.BadRequest)).ShouldContain("arguments");
        await Http.PostAsync($"{Screen}/disconnect", null);
        await ProblemAsync(await Server.CommandAsync("Bookings.Clear", null), HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task Statuses_tell_whether_the_room_is_booked()
    {
        await PutAsync(Row("now", inMinutes: -5, minutes: 30));
        var status = await Server.GetAsync($"/v1/xapi/status?deviceId={Server.DeviceId}&name=Bookings.Availability.*&name=Bookings.Current.Id");
        var bookings = status.GetProperty("result").GetProperty("Bookings");
        bookings.GetProperty("Availability").GetProperty("Status").GetString().ShouldBe("BookedUntil");
        bookings.GetProperty("Current").GetProperty("Id").GetString().ShouldBe("now");
        status.GetProperty("result").TryGetProperty("SystemUnit", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Workspaces_keep_their_calendar_when_a_put_leaves_it_out()
    {
        var listed = (await Server.GetAsync("/v1/workspaces?calendar=microsoft&includeDevices=true")).GetProperty("items")[0];
        listed.GetProperty("calendar").GetProperty("emailAddress").GetString().ShouldBe("rila@contoso.example");
        listed.GetProperty("devices")[0].GetProperty("id").GetString().ShouldBe(Server.DeviceId);
        var path = $"/v1/workspaces/{Server.WorkspaceId}";
        var renamed = await Server.JsonAsync(await Http.PutAsJsonAsync(path, new { displayName = "Rila 2" }));
        renamed.GetProperty("calendar").GetProperty("type").GetString().ShouldBe("microsoft");
        var off = await Server.JsonAsync(await Http.PutAsJsonAsync(path, new { displayName = "Rila", calendar = new { type = "none" } }));
        off.GetProperty("calendar").TryGetProperty("emailAddress", out _).ShouldBeFalse();
        var taken = new { displayName = "Rila", calendar = new { type = "microsoft", emailAddress = WebexServer.Anna } };
        await ProblemAsync(await Http.PutAsJsonAsync(path, taken), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Devices_are_filtered()
    {
        async Task<int> CountAsync(string query) => (await Server.GetAsync($"/v1/devices?{query}")).GetProperty("items").GetArrayLength();
        (await CountAsync($"workspaceId={Server.WorkspaceId}")).ShouldBe(1);
        (await CountAsync("workspaceId=other")).ShouldBe(0);
        (await CountAsync("connectionStatus=connected&capability=xapi")).ShouldBe(1);
        (await CountAsync("connectionStatus=disconnected")).ShouldBe(0);
        await ProblemAsync(await Http.GetAsync("/v1/devices?connectionStatus=asleep"), HttpStatusCode.BadRequest);
    }

    [Fact]
    public void A_device_id_is_decided_by_its_name() =>
        WebexIds.For("DEVICE", "Rila Room Bar").ShouldBe(Server.DeviceId);
}
