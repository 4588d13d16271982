using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>Calendars besides the default one, and what people do with events between them.</summary>
public sealed class CalendarsTests
{
    private const string Marker = "String {66f5a359-4659-4830-9070-00047ec6ac6e} Name HybridCalendar";
    private static readonly DateOnly Day = Sample.Monday;
    private static readonly string Expand = "$expand=" + Uri.EscapeDataString($"singleValueExtendedProperties($filter=id eq '{Marker}')");

    [Fact]
    public async Task An_event_of_a_second_calendar_is_found_there_and_by_its_id_only()
    {
        await using var server = await GraphServer.StartAsync();
        await using var hook = await Webhook.StartAsync();
        var calendar = await AddCalendarAsync(server, "Private");
        (await server.GetAsync($"/users/{GraphServer.Anna}/calendars")).GetProperty("value").EnumerateArray()
            .Select(c => (c.GetProperty("name").GetString(), c.GetProperty("isDefaultCalendar").GetBoolean())).ShouldBe([("Calendar", true), ("Private", false)]);
        await SubscribeAsync(server, hook);

        var (status, made, _) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendars/{calendar}/events", Sample.Meeting(Day));
        status.ShouldBe(201);
        (await server.GetAsync($"/users/{GraphServer.Anna}/events")).GetProperty("value").GetArrayLength().ShouldBe(0);
        (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 1))).GetProperty("value").GetArrayLength().ShouldBe(0);
        (await server.GetAsync($"/users/{GraphServer.Anna}/calendars/{calendar}/events")).GetProperty("value")[0].Id().ShouldBe(made.Id());
        (await server.GetAsync($"/users/{GraphServer.Anna}/events/{made.Id()}")).Id().ShouldBe(made.Id());
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/calendars/{calendar}/events/{made.Id()}")).Status.ShouldBe(200);

        // What is heard next is about the default calendar.
        var heard = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        (await hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(heard.Id());
        (await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/calendars/{calendar}")).Status.ShouldBe(204);
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events/{made.Id()}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task The_default_calendar_stays_and_names_are_unique()
    {
        await using var server = await GraphServer.StartAsync();
        var standard = (await server.GetAsync($"/users/{GraphServer.Anna}/calendar")).Id();
        (await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/calendars/{standard}")).Status.ShouldBe(400);
        await AddCalendarAsync(server, "Private");
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendars", new { name = "private" })).Json.Code().ShouldBe("ErrorFolderExists");
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendars", new { })).Json.Code().ShouldBe("ErrorPropertyValidationFailure");
    }

    [Fact]
    public async Task Moving_by_delete_and_create_is_another_meeting()
    {
        await using var server = await GraphServer.StartAsync();
        var calendar = await AddCalendarAsync(server, "Projects");
        var meeting = Sample.Meeting(Day, rooms: GraphServer.Rila);
        var before = await server.CreateAsync(GraphServer.Anna, meeting);
        await server.OnlyEventAsync(GraphServer.Rila);
        (await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{before.Id()}")).Status.ShouldBe(204);
        await server.UntilAsync($"/users/{GraphServer.Rila}/events", l => l.GetProperty("value").GetArrayLength() == 0);
        var (_, after, _) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendars/{calendar}/events", meeting);

        after.GetProperty("iCalUId").GetString().ShouldNotBe(before.GetProperty("iCalUId").GetString());
        (await server.OnlyEventAsync(GraphServer.Rila)).GetProperty("iCalUId").GetString().ShouldBe(after.GetProperty("iCalUId").GetString());
    }

    [Fact]
    public async Task Dragging_to_another_calendar_tells_nobody_and_keeps_the_immutable_id()
    {
        await using var server = await GraphServer.StartAsync();
        await using var hook = await Webhook.StartAsync();
        var calendar = await AddCalendarAsync(server, "Projects");
        var meeting = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila));
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted");
        await SubscribeAsync(server, hook);
        var move = $"/sandbox/mailboxes/{GraphServer.Anna}/events/{meeting.Id()}/move";

        (await server.SendAsync(HttpMethod.Post, move, new { calendar })).Status.ShouldBe(204);
        (await hook.NextAsync()).GetProperty("changeType").GetString().ShouldBe("deleted");
        (await server.GetAsync($"/users/{GraphServer.Anna}/events")).GetProperty("value").GetArrayLength().ShouldBe(0);
        (await server.GetAsync($"/users/{GraphServer.Anna}/events/{meeting.Id()}")).GetProperty("subject").GetString().ShouldBe("Budget");
        (await server.OnlyEventAsync(GraphServer.Rila)).GetProperty("responseStatus").GetProperty("response").GetString().ShouldBe("accepted");

        var standard = (await server.GetAsync($"/users/{GraphServer.Anna}/calendar")).Id();
        (await server.SendAsync(HttpMethod.Post, move, new { calendar = standard })).Status.ShouldBe(204);
        (await hook.NextAsync()).GetProperty("changeType").GetString().ShouldBe("created");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_is_a_meeting_of_its_own_with_the_same_words(bool keepProperties)
    {
        await using var server = await GraphServer.StartAsync();
        var meeting = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila)
            .With("singleValueExtendedProperties", new[] { new { id = Marker, value = "7" } }));
        var later = Sample.Meeting(Day.AddDays(1));
        var (status, answer, _) = await server.SendAsync(HttpMethod.Post, $"/sandbox/mailboxes/{GraphServer.Anna}/events/{meeting.Id()}/copy",
            new { keepProperties, changes = new { start = later["start"], end = later["end"] } });
        status.ShouldBe(200);

        var copy = await server.GetAsync($"/users/{GraphServer.Anna}/events/{answer.GetProperty("value")[0].Id()}?{Expand}");
        copy.GetProperty("iCalUId").GetString().ShouldNotBe(meeting.GetProperty("iCalUId").GetString());
        copy.GetProperty("body").GetProperty("content").GetString().ShouldBe(meeting.GetProperty("body").GetProperty("content").GetString());
        copy.TryGetProperty("singleValueExtendedProperties", out _).ShouldBe(keepProperties);
        await server.UntilAsync($"/users/{GraphServer.Rila}/events", l => l.GetProperty("value").GetArrayLength() == 2);
    }

    private static async Task<string> AddCalendarAsync(GraphServer server, string name)
    {
        var (status, made, _) = await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/calendars", new { name });
        status.ShouldBe(201, made.ToString());
        return made.Id();
    }

    private static async Task SubscribeAsync(GraphServer server, Webhook hook)
    {
        var body = new
        {
            changeType = "created,updated,deleted", notificationUrl = hook.Url, resource = $"users/{GraphServer.Anna}/events",
            expirationDateTime = TimeProvider.System.GetUtcNow().AddHours(2),
        };
        (await server.SendAsync(HttpMethod.Post, "/subscriptions", body)).Status.ShouldBe(201);
    }
}
