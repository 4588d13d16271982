using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class SeriesTests
{
    private static readonly DateOnly Day = Sample.Monday;

    [Fact]
    public async Task Occurrences_share_the_masters_etag_and_have_ids_of_their_own()
    {
        await using var server = await GraphServer.StartAsync();
        var master = await SeriesAsync(server);
        master.GetProperty("type").GetString().ShouldBe("seriesMaster");
        master.GetProperty("recurrence").ToString().ShouldBe(JsonSerializer.Serialize(new
        {
            pattern = new { type = "weekly", interval = 1, month = 0, dayOfMonth = 0, daysOfWeek = new[] { "monday" }, firstDayOfWeek = "sunday", index = "first" },
            range = new { type = "numbered", startDate = Day, endDate = "0001-01-01", recurrenceTimeZone = "FLE Standard Time", numberOfOccurrences = 4 },
        }));
        // The room's answer is a new version of the series.
        master = await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted");
        var view = await ViewAsync(server, GraphServer.Anna);
        view.Count.ShouldBe(4);
        view.Select(v => v.Id()).Distinct().Count().ShouldBe(4);
        view.Select(v => v.GetProperty("iCalUId").GetString()).Distinct().Count().ShouldBe(4);
        view.ShouldAllBe(v => v.GetProperty("@odata.etag").GetString() == master.GetProperty("@odata.etag").GetString());
        view.ShouldAllBe(v => v.GetProperty("seriesMasterId").GetString() == master.Id() && v.GetProperty("type").GetString() == "occurrence");

        var room = await server.OnlyEventAsync(GraphServer.Rila);
        room.GetProperty("iCalUId").GetString().ShouldBe(master.GetProperty("iCalUId").GetString());
        (await ViewAsync(server, GraphServer.Rila)).Select(v => v.GetProperty("iCalUId").GetString()).ShouldBe(view.Select(v => v.GetProperty("iCalUId").GetString()));
    }

    [Fact]
    public async Task An_occurrence_can_be_changed_and_deleted_and_the_room_follows()
    {
        await using var server = await GraphServer.StartAsync();
        var master = await SeriesAsync(server);
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted");
        var view = await ViewAsync(server, GraphServer.Anna);
        var moved = await server.PatchAsync(GraphServer.Anna, view[1].Id(), Times(Day.AddDays(8), "15:00"));
        moved.GetProperty("type").GetString().ShouldBe("exception");
        moved.Id().ShouldBe(view[1].Id());
        moved.GetProperty("originalStart").GetString().ShouldBe(view[1].GetProperty("start").GetProperty("dateTime").GetString() + "Z");
        (await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{view[2].Id()}")).Status.ShouldBe(204);

        var room = await server.UntilAsync(Sample.View(GraphServer.Rila, Day, 60), v => v.GetProperty("value").GetArrayLength() == 3);
        room.GetProperty("value").EnumerateArray().Select(e => e.GetProperty("start").GetProperty("dateTime").GetString())
            .ShouldBe((await ViewAsync(server, GraphServer.Anna)).Select(e => e.GetProperty("start").GetProperty("dateTime").GetString()));

        var asked = await server.GetAsync($"/users/{GraphServer.Anna}/events/{master.Id()}?$select=subject,exceptionOccurrences,cancelledOccurrences&$expand=exceptionOccurrences($select=start,type)");
        asked.GetProperty("exceptionOccurrences").GetArrayLength().ShouldBe(1);
        asked.GetProperty("exceptionOccurrences")[0].TryGetProperty("subject", out _).ShouldBeFalse();
        asked.GetProperty("cancelledOccurrences")[0].GetString().ShouldBe($"OID.{master.Id()}.{Day.AddDays(14):yyyy-MM-dd}");
        await server.OnlyEventAsync(GraphServer.Anna, e => !e.TryGetProperty("exceptionOccurrences", out _));
    }

    [Fact]
    public async Task An_occurrence_cannot_reach_its_neighbours_day()
    {
        await using var server = await GraphServer.StartAsync();
        await SeriesAsync(server);
        var second = (await ViewAsync(server, GraphServer.Anna))[1];
        foreach (var day in (DateOnly[])[Day, Day.AddDays(14), Day.AddDays(-1)])
        {
            var (status, error, _) = await server.SendAsync(HttpMethod.Patch, $"/users/{GraphServer.Anna}/events/{second.Id()}", Times(day, "23:00"));
            status.ShouldBe(400);
            error.Code().ShouldBe("ErrorOccurrenceCrossingBoundary");
        }
    }

    [Fact]
    public async Task A_new_time_drops_the_exceptions_and_a_new_title_keeps_them()
    {
        await using var server = await GraphServer.StartAsync();
        var master = await SeriesAsync(server);
        var view = await ViewAsync(server, GraphServer.Anna);
        await server.PatchAsync(GraphServer.Anna, view[1].Id(), new { subject = "special" });
        await server.PatchAsync(GraphServer.Anna, master.Id(), new { subject = "renamed" });
        (await ViewAsync(server, GraphServer.Anna)).Select(v => v.GetProperty("subject").GetString()).ShouldBe(["renamed", "special", "renamed", "renamed"]);

        await server.PatchAsync(GraphServer.Anna, master.Id(), Times(Day, "16:00"));
        (await ViewAsync(server, GraphServer.Anna)).Select(v => v.GetProperty("type").GetString()).Distinct().ShouldBe(["occurrence"]);
    }

    [Fact]
    public async Task One_conflict_declines_the_whole_series_unless_the_policy_tolerates_it()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Boris, Sample.Meeting(Day.AddDays(7), rooms: GraphServer.Rila));
        await server.OnlyEventAsync(GraphServer.Rila);
        var master = await SeriesAsync(server);
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "declined");
        await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{master.Id()}");

        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", new { conflictPercentageAllowed = 30, maximumConflictInstances = 1 });
        await SeriesAsync(server);
        await server.UntilAsync(Sample.View(GraphServer.Rila, Day, 60), v => v.GetProperty("value").GetArrayLength() == 4);
        await server.UntilAsync(Sample.View(GraphServer.Anna, Day, 60), v =>
            v.GetProperty("value").EnumerateArray().Select(e => e.Response(GraphServer.Rila)).SequenceEqual(["accepted", "declined", "accepted", "accepted"]));
    }

    [Fact]
    public async Task An_endless_series_is_declined_or_cut_at_the_horizon()
    {
        await using var server = await GraphServer.StartAsync();
        var endless = new { pattern = new { type = "daily", interval = 1 }, range = new { type = "noEnd", startDate = Day } };
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila).With("recurrence", endless));
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "declined");

        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Pirin}/policy", new { enforceSchedulingHorizon = false });
        await server.CreateAsync(GraphServer.Boris, Sample.Meeting(Day, rooms: GraphServer.Pirin).With("recurrence", endless));
        var copy = await server.OnlyEventAsync(GraphServer.Pirin);
        copy.GetProperty("recurrence").GetProperty("range").GetProperty("type").GetString().ShouldBe("endDate");
    }

    [Fact]
    public async Task A_room_invited_to_one_occurrence_gets_just_that()
    {
        await using var server = await GraphServer.StartAsync();
        await SeriesAsync(server);
        var second = (await ViewAsync(server, GraphServer.Anna))[1];
        await server.PatchAsync(GraphServer.Anna, second.Id(), new { attendees = Sample.Meeting(Day, rooms: GraphServer.Pirin)["attendees"] });
        var single = await server.OnlyEventAsync(GraphServer.Pirin);
        single.GetProperty("iCalUId").GetString().ShouldBe(second.GetProperty("iCalUId").GetString());
        single.GetProperty("type").GetString().ShouldBe("singleInstance");
        await server.UntilAsync(Sample.View(GraphServer.Rila, Day, 60), v => v.GetProperty("value").GetArrayLength() == 3);
    }

    [Fact]
    public async Task A_person_keeps_seeing_a_cancelled_occurrence()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Boris).With("recurrence", Sample.Weekly(Day, 4, "monday")));
        var view = await ViewAsync(server, GraphServer.Anna);
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events/{view[0].Id()}/cancel")).Status.ShouldBe(202);
        var seen = await server.UntilAsync(Sample.View(GraphServer.Boris, Day, 60), v => v.GetProperty("value").EnumerateArray().Any(e => e.GetProperty("isCancelled").GetBoolean()));
        seen.GetProperty("value")[0].GetProperty("subject").GetString().ShouldBe("Canceled: Budget");
    }

    [Fact]
    public async Task A_series_in_a_zone_keeps_its_wall_time_over_the_change_of_the_clock()
    {
        await using var server = await GraphServer.StartAsync();
        var body = Sample.Meeting(Day).With("start", new { dateTime = "2026-03-23T10:00:00", timeZone = "UTC" }).With("end", new { dateTime = "2026-03-23T10:30:00", timeZone = "UTC" })
            .With("recurrence", new
            {
                pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { "monday" } },
                range = new { type = "numbered", startDate = "2026-03-23", numberOfOccurrences = 2, recurrenceTimeZone = "Europe/Sofia" },
            });
        await server.CreateAsync(GraphServer.Anna, body);
        var view = await server.GetAsync("/users/anna@contoso.example/calendarView?startDateTime=2026-03-01&endDateTime=2026-05-01&$orderby=start/dateTime");
        view.GetProperty("value").EnumerateArray().Select(e => e.GetProperty("start").GetProperty("dateTime").GetString())
            .ShouldBe(["2026-03-23T10:00:00.0000000", "2026-03-30T09:00:00.0000000"]);
    }

    [Theory]
    [InlineData("""{"type":"absoluteMonthly","interval":1,"dayOfMonth":31}""", "2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30")]
    [InlineData("""{"type":"relativeMonthly","interval":1,"daysOfWeek":["thursday","friday"],"index":"first"}""", "2026-01-01", "2026-01-01 2026-02-05 2026-03-05 2026-04-02")]
    [InlineData("""{"type":"relativeMonthly","interval":2,"daysOfWeek":["monday"],"index":"last"}""", "2026-01-26", "2026-01-26 2026-03-30 2026-05-25 2026-07-27")]
    [InlineData("""{"type":"weekly","interval":2,"daysOfWeek":["sunday","tuesday"],"firstDayOfWeek":"monday"}""", "2026-01-06", "2026-01-06 2026-01-11 2026-01-20 2026-01-25")]
    [InlineData("""{"type":"weekly","interval":2,"daysOfWeek":["sunday","tuesday"],"firstDayOfWeek":"sunday"}""", "2026-01-06", "2026-01-06 2026-01-18 2026-01-20 2026-02-01")]
    [InlineData("""{"type":"absoluteYearly","interval":1,"dayOfMonth":29,"month":2}""", "2024-02-29", "2024-02-29 2025-02-28 2026-02-28 2027-02-28")]
    [InlineData("""{"type":"relativeYearly","interval":1,"daysOfWeek":["sunday"],"index":"second","month":5}""", "2025-05-11", "2025-05-11 2026-05-10 2027-05-09 2028-05-14")]
    [InlineData("""{"type":"daily","interval":3}""", "2026-01-01", "2026-01-01 2026-01-04 2026-01-07 2026-01-10")]
    public async Task Patterns_are_Exchanges(string pattern, string start, string expected)
    {
        await using var server = await GraphServer.StartAsync();
        var body = Sample.Meeting(Day).With("start", new { dateTime = start + "T10:00:00", timeZone = "UTC" }).With("end", new { dateTime = start + "T11:00:00", timeZone = "UTC" })
            .With("recurrence", new { pattern = JsonSerializer.Deserialize<JsonElement>(pattern), range = new { type = "numbered", startDate = start, numberOfOccurrences = 4 } });
        var master = await server.CreateAsync(GraphServer.Anna, body);
        var view = await server.GetAsync($"/users/{GraphServer.Anna}/events/{master.Id()}/instances?startDateTime=2024-01-01&endDateTime=2028-12-01&$select=start");
        string.Join(' ', view.GetProperty("value").EnumerateArray().Select(e => e.GetProperty("start").GetProperty("dateTime").GetString()![..10])).ShouldBe(expected);
    }

    private static Task<JsonElement> SeriesAsync(GraphServer server) =>
        server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila).With("recurrence", Sample.Weekly(Day, 4, "monday")));

    private static async Task<List<JsonElement>> ViewAsync(GraphServer server, string mailbox) =>
        [.. (await server.GetAsync(Sample.View(mailbox, Day.AddDays(-1), 60))).GetProperty("value").EnumerateArray()];

    private static object Times(DateOnly day, string time)
    {
        var meeting = Sample.Meeting(day, time);
        return new { start = meeting["start"], end = meeting["end"] };
    }
}
