using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class EventsTests
{
    private static readonly DateOnly Day = Sample.Monday;

    [Fact]
    public async Task A_created_event_is_answered_in_UTC_with_seven_digits_and_echoes_the_asked_zone()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("start", new { dateTime = "2026-07-01T10:00:00", timeZone = "FLE Standard Time" })
            .With("end", new { dateTime = "2026-07-01T10:30:00", timeZone = "Europe/Sofia" }));

        created.GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-07-01T07:00:00.0000000");
        created.GetProperty("start").GetProperty("timeZone").GetString().ShouldBe("UTC");
        created.GetProperty("originalStartTimeZone").GetString().ShouldBe("FLE Standard Time");
        created.GetProperty("originalEndTimeZone").GetString().ShouldBe("Europe/Sofia");
        created.GetProperty("isOrganizer").GetBoolean().ShouldBeTrue();
        created.GetProperty("responseStatus").GetProperty("time").GetString().ShouldBe("0001-01-01T00:00:00Z");

        var (_, pacific, response) = await server.SendAsync(HttpMethod.Get, $"/USERS/{Uri.EscapeDataString(GraphServer.Anna)}/Events/{Uri.EscapeDataString(created.Id())}", null,
            ("Prefer", "outlook.timezone=\"Pacific Standard Time\", outlook.body-content-type=\"text\", IdType=\"ImmutableId\""));
        pacific.GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-07-01T00:00:00.0000000");
        pacific.GetProperty("start").GetProperty("timeZone").GetString().ShouldBe("Pacific Standard Time");
        pacific.GetProperty("body").GetProperty("content").GetString().ShouldBe("Bring numbers");
        response.Headers.GetValues("Preference-Applied").Single().ShouldContain("IdType=\"ImmutableId\"");
        pacific.Id().ShouldNotBe(created.Id());
        (await server.GetAsync($"/users/{GraphServer.Anna}/events/{pacific.Id()}")).Id().ShouldBe(created.Id());
    }

    [Fact]
    public async Task The_same_transactionId_gives_the_same_event_and_no_second_one()
    {
        await using var server = await GraphServer.StartAsync();
        var body = Sample.Meeting(Day).With("transactionId", "once");
        var first = await server.CreateAsync(GraphServer.Anna, body);
        var second = await server.CreateAsync(GraphServer.Anna, body);

        second.Id().ShouldBe(first.Id());
        await server.OnlyEventAsync(GraphServer.Anna);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_and_a_fresh_one_is_not()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var etag = created.GetProperty("@odata.etag").GetString()!;
        var changed = await server.PatchAsync(GraphServer.Anna, created.Id(), new { subject = "New" }, ("If-Match", etag));
        changed.GetProperty("subject").GetString().ShouldBe("New");

        var (status, error, _) = await server.SendAsync(HttpMethod.Patch, $"/users/{GraphServer.Anna}/events/{created.Id()}", new { subject = "Newer" }, ("If-Match", etag));
        status.ShouldBe(412);
        error.Code().ShouldBe("ErrorIrresolvableConflict");
    }

    [Theory]
    [InlineData("""{"subject":"x","colour":"red"}""", 400, "RequestBodyRead")]
    [InlineData("""{"start":{"dateTime":"2026-07-01T10:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-07-01T11:00:00","timeZone":"UTC"},"showAs":"sleeping"}""", 400, "RequestBodyRead")]
    [InlineData("""{"start":{"timeZone":"UTC"},"end":{"dateTime":"2026-07-01T11:00:00","timeZone":"UTC"}}""", 400, "ErrorPropertyValidationFailure")]
    [InlineData("""{"start":{"dateTime":"2026-07-01T10:00:00","timeZone":"Mars/Olympus"},"end":{"dateTime":"2026-07-01T11:00:00","timeZone":"UTC"}}""", 400, "TimeZoneNotSupportedException")]
    [InlineData("""{"start":{"dateTime":"2026-07-01T12:00:00","timeZone":"UTC"},"end":{"dateTime":"2026-07-01T11:00:00","timeZone":"UTC"}}""", 400, "ErrorPropertyValidationFailure")]
    [InlineData("""{"attendees":[{"emailAddress":{"address":"nobody"}}]}""", 400, "ErrorInvalidRecipients")]
    [InlineData("""{"recurrence":{"pattern":{"type":"daily","interval":1,"index":"fifth"},"range":{"type":"noEnd","startDate":"2026-07-01"}}}""", 400, "RequestBodyRead")]
    [InlineData("""{"subject":""", 400, "BadRequest")]
    public async Task A_bad_body_is_refused_with_Graphs_code(string body, int expected, string code)
    {
        await using var server = await GraphServer.StartAsync();
        var (status, error, response) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events", body, ("client-request-id", "mine"));

        status.ShouldBe(expected);
        error.Code().ShouldBe(code);
        error.GetProperty("error").GetProperty("innerError").GetProperty("client-request-id").GetString().ShouldBe("mine");
        response.Headers.GetValues("request-id").Single().ShouldBe(error.GetProperty("error").GetProperty("innerError").GetProperty("request-id").GetString());
    }

    [Theory]
    [InlineData("/users/nobody@contoso.example/events", 404, "ErrorInvalidUser")]
    [InlineData("/users/anna@contoso.example/events/abc", 400, "ErrorInvalidIdMalformed")]
    [InlineData("/users/anna@contoso.example/events?$select=colour", 400, "RequestBroker--ParseUri")]
    [InlineData("/users/anna@contoso.example/events?$filter=body/content eq 'x'", 400, "ErrorInvalidUrlQueryFilter")]
    [InlineData("/users/anna@contoso.example/calendarView", 400, "ErrorInvalidRequest")]
    [InlineData("/users/anna@contoso.example/calendarView?startDateTime=2020-01-01&endDateTime=2026-01-01", 400, "ErrorInvalidRequest")]
    [InlineData("/me/events", 400, "BadRequest")]
    [InlineData("/users/anna@contoso.example/nothing", 400, "BadRequest")]
    public async Task A_bad_request_is_refused_with_Graphs_code(string path, int expected, string code)
    {
        await using var server = await GraphServer.StartAsync();
        var (status, error, _) = await server.SendAsync(HttpMethod.Get, path);

        status.ShouldBe(expected);
        error.Code().ShouldBe(code);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found_and_an_id_of_another_mailbox_neither()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Boris}/events/{created.Id()}")).Json.Code().ShouldBe("ErrorItemNotFound");
        (await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{created.Id()}")).Status.ShouldBe(204);
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events/{created.Id()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Lists_page_with_absolute_links_filter_and_order()
    {
        await using var server = await GraphServer.StartAsync();
        for (var hour = 8; hour < 13; hour++)
            await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, $"{20 - hour:00}:00").With("subject", $"m{hour}"));

        var seen = new List<string>();
        var next = $"/users/{GraphServer.Anna}/events?$top=2&$orderby=start/dateTime desc&$select=subject";
        while (next is not null)
        {
            var page = await server.GetAsync(next);
            seen.AddRange(page.GetProperty("value").EnumerateArray().Select(e => e.GetProperty("subject").GetString()!));
            next = page.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
            next?.ShouldStartWith(server.Url);
        }
        seen.ShouldBe(["m8", "m9", "m10", "m11", "m12"]);

        var uid = (await server.GetAsync($"/users/{GraphServer.Anna}/events?$filter=subject eq 'm9'")).GetProperty("value")[0].GetProperty("iCalUId").GetString();
        var found = await server.GetAsync($"/users/{GraphServer.Anna}/events?$filter=iCalUId eq '{uid}' and isOrganizer eq true");
        found.GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Extended_properties_come_only_with_a_filtered_expansion()
    {
        const string id = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name HybridCalendar";
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("singleValueExtendedProperties", new[] { new { id, value = "7" } }));
        created.TryGetProperty("singleValueExtendedProperties", out _).ShouldBeFalse();

        var expand = Uri.EscapeDataString($"singleValueExtendedProperties($filter=id eq '{id.ToUpperInvariant().Replace("STRING", "String").Replace("NAME HYBRIDCALENDAR", "Name HybridCalendar")}')");
        var read = await server.GetAsync($"/users/{GraphServer.Anna}/events/{created.Id()}?$select=subject&$expand={expand}");
        read.GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString().ShouldBe("7");
        read.TryGetProperty("body", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_Teams_meeting_lives_as_long_as_its_text_stays_in_the_body()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("isOnlineMeeting", true).With("onlineMeetingProvider", "teamsForBusiness"));
        var url = created.GetProperty("onlineMeeting").GetProperty("joinUrl").GetString()!;
        var html = created.GetProperty("body").GetProperty("content").GetString()!;
        html.ShouldContain(url);

        var kept = await server.PatchAsync(GraphServer.Anna, created.Id(), new { body = new { contentType = "html", content = html.Replace("numbers", "facts") } });
        kept.GetProperty("onlineMeeting").GetProperty("joinUrl").GetString().ShouldBe(url);
        var lost = await server.PatchAsync(GraphServer.Anna, created.Id(), new { body = new { contentType = "html", content = "<p>bare</p>" } });
        lost.GetProperty("isOnlineMeeting").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task All_day_events_are_days_in_every_zone()
    {
        await using var server = await GraphServer.StartAsync();
        var body = Sample.Meeting(Day).With("isAllDay", true).With("start", new { dateTime = "2026-07-01T00:00:00", timeZone = "FLE Standard Time" })
            .With("end", new { dateTime = "2026-07-02T00:00:00", timeZone = "FLE Standard Time" });
        var created = await server.CreateAsync(GraphServer.Anna, body, ("Prefer", "outlook.timezone=\"Pacific Standard Time\""));
        created.GetProperty("start").GetProperty("dateTime").GetString().ShouldBe("2026-07-01T00:00:00.0000000");
    }

    [Fact]
    public async Task Without_a_valid_token_nothing_is_answered()
    {
        await using var server = await GraphServer.StartAsync();
        server.Http.DefaultRequestHeaders.Authorization = null;
        var (status, error, response) = await server.SendAsync(HttpMethod.Get, "/users");
        status.ShouldBe(401);
        error.Code().ShouldBe("InvalidAuthenticationToken");
        response.Headers.WwwAuthenticate.ShouldNotBeEmpty();
        (await server.SendAsync(HttpMethod.Get, "/users", null, ("Authorization", "Bearer abc.def.ghi"))).Status.ShouldBe(401);
    }
}

internal static class EventJson
{
    public static string Id(this JsonElement json) => json.GetProperty("id").GetString()!;

    public static string Code(this JsonElement json) => json.GetProperty("error").GetProperty("code").GetString()!;

    public static string Response(this JsonElement json, string attendee) => json.GetProperty("attendees").EnumerateArray()
        .Single(a => a.GetProperty("emailAddress").GetProperty("address").GetString() == attendee).GetProperty("status").GetProperty("response").GetString()!;
}
