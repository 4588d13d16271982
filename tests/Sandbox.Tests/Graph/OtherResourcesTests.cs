using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class OtherResourcesTests
{
    private static readonly DateOnly Day = Sample.Monday;

    [Fact]
    public async Task A_batch_answers_each_request_by_itself()
    {
        await using var server = await GraphServer.StartAsync();
        var (status, json, _) = await server.SendAsync(HttpMethod.Post, "/$batch", new
        {
            requests = new object[]
            {
                new { id = "1", method = "POST", url = $"/users/{GraphServer.Anna}/events", headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" }, body = Sample.Meeting(Day) },
                new { id = "2", method = "GET", url = $"/users/{GraphServer.Anna}/events?$select=subject", dependsOn = new[] { "1" } },
                new { id = "3", method = "GET", url = "/users/nobody@contoso.example/events" },
                new { id = "4", method = "GET", url = $"/users/{GraphServer.Boris}/events", dependsOn = new[] { "3" } },
            },
        });
        status.ShouldBe(200);
        var answers = json.GetProperty("responses").EnumerateArray().ToDictionary(r => r.Id());
        new[] { "1", "2", "3", "4" }.Select(id => answers[id].GetProperty("status").GetInt32()).ShouldBe([201, 200, 404, 424]);
        answers["2"].GetProperty("body").GetProperty("value")[0].GetProperty("subject").GetString().ShouldBe("Budget");
        answers["3"].GetProperty("body").Code().ShouldBe("ErrorInvalidUser");
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(2, true)]
    public async Task A_batch_too_large_or_with_twice_the_same_id_is_refused(int count, bool same)
    {
        await using var server = await GraphServer.StartAsync();
        var requests = Enumerable.Range(0, count).Select(i => new { id = same ? "1" : $"{i}", method = "GET", url = "/users" });
        (await server.SendAsync(HttpMethod.Post, "/$batch", new { requests })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Users_and_settings_are_those_seeded()
    {
        await using var server = await GraphServer.StartAsync();
        (await server.GetAsync("/users?$top=2&$select=mail")).TryGetProperty("@odata.nextLink", out _).ShouldBeTrue();
        (await server.GetAsync("/users('o''boris@contoso.example')")).GetProperty("displayName").GetString().ShouldBe("Boris O'Hara");
        (await server.GetAsync("/users?$filter=mail eq 'o''boris@contoso.example'")).GetProperty("value").GetArrayLength().ShouldBe(1);
        var settings = await server.GetAsync($"/users/{GraphServer.Anna}/mailboxSettings");
        settings.GetProperty("language").GetProperty("locale").GetString().ShouldBe("bg-BG");
        settings.GetProperty("timeZone").GetString().ShouldBe("FLE Standard Time");
        (await server.GetAsync($"/users/{GraphServer.Rila}/mailboxSettings/userPurpose")).GetProperty("value").GetString().ShouldBe("room");
        (await server.SendAsync(HttpMethod.Get, "/users/nobody@contoso.example")).Json.Code().ShouldBe("Request_ResourceNotFound");
    }

    [Fact]
    public async Task A_user_without_a_cloud_mailbox_has_no_calendar()
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Post, "/sandbox/mailboxes", new { address = "carla@contoso.example", displayName = "Carla", hasMailbox = false });
        (await server.SendAsync(HttpMethod.Get, "/users/carla@contoso.example/events")).Json.Code().ShouldBe("MailboxNotEnabledForRESTAPI");
        (await server.SendAsync(HttpMethod.Get, "/users/carla@contoso.example")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/places/graph.room")]
    [InlineData("/places/microsoft.graph.room")]
    public async Task Rooms_are_listed_under_both_names(string path)
    {
        await using var server = await GraphServer.StartAsync();
        (await server.GetAsync(path)).GetProperty("value").EnumerateArray().Select(r => r.GetProperty("emailAddress").GetString()).ShouldBe([GraphServer.Pirin, GraphServer.Rila]);
        var list = (await server.GetAsync("/places/microsoft.graph.roomlist")).GetProperty("value")[0].GetProperty("emailAddress").GetString();
        (await server.GetAsync($"/places/{list}/microsoft.graph.roomlist/rooms")).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task GetSchedule_shows_busy_slots_whatever_the_case_of_its_parameters()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila).With("start", At("10:00")).With("end", At("11:00")));
        await server.OnlyEventAsync(GraphServer.Rila);
        var (status, json, _) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendar/microsoft.graph.getSchedule", new
        {
            Schedules = new[] { GraphServer.Rila, "nobody@contoso.example" }, StartTime = At("09:00"), EndTime = At("12:00"), AvailabilityViewInterval = 30,
        });
        status.ShouldBe(200, json.ToString());
        json.GetProperty("value")[0].GetProperty("availabilityView").GetString().ShouldBe("002200");
        json.GetProperty("value")[0].GetProperty("scheduleItems").GetArrayLength().ShouldBe(1);
        json.GetProperty("value")[1].GetProperty("error").GetProperty("responseCode").GetString().ShouldBe("ErrorMailRecipientNotFound");
    }

    [Fact]
    public async Task Time_zones_come_as_Windows_or_IANA_names()
    {
        await using var server = await GraphServer.StartAsync();
        static IEnumerable<string?> Names(JsonElement json) => json.GetProperty("value").EnumerateArray().Select(z => z.GetProperty("alias").GetString());
        Names(await server.GetAsync($"/users/{GraphServer.Anna}/outlook/supportedTimeZones()")).ShouldContain("FLE Standard Time");
        Names(await server.GetAsync($"/users/{GraphServer.Anna}/outlook/supportedTimeZones(TimeZoneStandard=microsoft.graph.timeZoneStandard'Iana')")).ShouldContain("Europe/Sofia");
    }

    [Fact]
    public async Task Calls_are_counted_by_app_and_route_and_raw_events_can_be_inspected()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("recurrence", Sample.Weekly(Day, 3, "monday")));
        await server.GetAsync($"/users/{GraphServer.Anna}/events");
        await server.GetAsync($"/users/{GraphServer.Boris}/events");
        var app = (await server.GetAsync("/sandbox/calls")).GetProperty("byApp").EnumerateObject().Single().Value;
        app.GetProperty("GET users/*/events").GetInt64().ShouldBe(2);
        app.GetProperty("POST users/*/events").GetInt64().ShouldBe(1);

        var raw = (await server.GetAsync($"/sandbox/mailboxes/{GraphServer.Anna}/events")).GetProperty("value")[0];
        raw.GetProperty("cancelledOccurrences").GetArrayLength().ShouldBe(0);
        var view = await server.GetAsync($"/sandbox/mailboxes/{GraphServer.Anna}/calendarView?startDateTime={Day:yyyy-MM-dd}&endDateTime={Day.AddDays(30):yyyy-MM-dd}");
        view.GetProperty("value").GetArrayLength().ShouldBe(3);
        (await server.SendAsync(HttpMethod.Post, "/sandbox/reset")).Status.ShouldBe(204);
        (await server.GetAsync("/users")).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    private static object At(string time) => new { dateTime = $"{Day:yyyy-MM-dd}T{time}", timeZone = "FLE Standard Time" };
}
