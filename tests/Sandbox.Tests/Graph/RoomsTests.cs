using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>What rooms and mail protection make of what the organizer wrote.</summary>
public sealed class RoomsTests
{
    private static readonly DateOnly Day = Sample.Monday;

    [Theory]
    [InlineData("none")]
    [InlineData("autoUpdate")]
    public async Task A_room_without_an_attendant_neither_answers_nor_rewrites(string processing)
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", new { automateProcessing = processing });
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila));

        var copy = await server.OnlyEventAsync(GraphServer.Rila);
        copy.GetProperty("responseStatus").GetProperty("response").GetString().ShouldBe("notResponded");
        copy.GetProperty("showAs").GetString().ShouldBe("tentative");
        copy.GetProperty("subject").GetString().ShouldBe("Budget");
        copy.GetProperty("body").GetProperty("content").GetString()!.ShouldContain("numbers");
    }

    [Fact]
    public async Task What_is_written_straight_into_a_rooms_calendar_passes_by_its_policy()
    {
        await using var server = await GraphServer.StartAsync();
        var first = await server.CreateAsync(GraphServer.Rila, Sample.Meeting(Day));
        var second = await server.CreateAsync(GraphServer.Rila, Sample.Meeting(Day));

        second.Id().ShouldNotBe(first.Id());
        second.GetProperty("subject").GetString().ShouldBe("Budget");
        second.GetProperty("isOrganizer").GetBoolean().ShouldBeTrue();
        (await server.GetAsync(Sample.View(GraphServer.Rila, Day, 1))).GetProperty("value").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Mail_protection_rewrites_the_links_of_the_copies_and_not_of_the_original()
    {
        const string Link = "https://zoom.us/j/5551112222?pwd=ab&x=1";
        await using var server = await GraphServer.StartAsync();
        (await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Boris}/safe-links", new { enabled = true })).Status.ShouldBe(200);
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Boris)
            .With("body", new { contentType = "html", content = $"<a href=\"{Link.Replace("&", "&amp;", StringComparison.Ordinal)}\">Join</a>" }));

        var copy = (await server.OnlyEventAsync(GraphServer.Boris)).GetProperty("body").GetProperty("content").GetString()!;
        copy.ShouldContain("href=\"https://eur01.safelinks.protection.outlook.com/?url=" + Uri.EscapeDataString(Link) + "&amp;data=");
        copy.ShouldNotContain("\"https://zoom.us");
        (await server.OnlyEventAsync(GraphServer.Anna)).GetProperty("body").GetProperty("content").GetString()!.ShouldContain("\"https://zoom.us/j/5551112222");
    }

    [Fact]
    public async Task An_occurrence_with_a_place_a_text_and_people_of_its_own_reaches_the_room()
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", new { deleteComments = false });
        var master = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila).With("recurrence", Sample.Weekly(Day, 3, "monday")));
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted");
        var second = (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value")[1];
        await server.PatchAsync(GraphServer.Anna, second.Id(), new
        {
            location = new { displayName = "@meet" },
            body = new { contentType = "html", content = "<p>Only today</p>" },
            attendees = Sample.Meeting(Day, rooms: [GraphServer.Rila, GraphServer.Pirin])["attendees"],
        });

        var seen = await server.UntilAsync(Sample.View(GraphServer.Rila, Day, 30), v => Place(v.GetProperty("value")[1]) == "@meet");
        seen.GetProperty("value").EnumerateArray().Select(Place).ShouldBe(["Rila; @webex", "@meet", "Rila; @webex"]);
        seen.GetProperty("value")[1].GetProperty("body").GetProperty("content").GetString()!.ShouldContain("Only today");
        seen.GetProperty("value")[1].GetProperty("type").GetString().ShouldBe("exception");
        (await server.OnlyEventAsync(GraphServer.Pirin)).GetProperty("iCalUId").GetString().ShouldBe(second.GetProperty("iCalUId").GetString());

        // The list of instances is not sorted: what was changed comes first.
        var instances = await server.GetAsync($"/users/{GraphServer.Anna}/events/{master.Id()}/instances?startDateTime={Day:yyyy-MM-dd}&endDateTime={Day.AddDays(30):yyyy-MM-dd}");
        instances.GetProperty("value")[0].Id().ShouldBe(second.Id());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Whether_a_new_time_drops_the_exceptions_can_be_chosen(bool drops, int left)
    {
        await using var server = await GraphServer.StartAsync();
        (await server.SendAsync(HttpMethod.Put, "/sandbox/settings", new { dropExceptionsOnPatternChange = drops })).Status.ShouldBe(200);
        var master = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("recurrence", Sample.Weekly(Day, 3, "monday")));
        var second = (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value")[1];
        await server.PatchAsync(GraphServer.Anna, second.Id(), new { subject = "special" });
        var later = Sample.Meeting(Day, "16:00");
        await server.PatchAsync(GraphServer.Anna, master.Id(), new { start = later["start"], end = later["end"] });

        (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value").EnumerateArray()
            .Count(e => e.GetProperty("subject").GetString() == "special").ShouldBe(left);
    }

    [Theory]
    [InlineData("""{"type":"relativeMonthly","interval":2,"daysOfWeek":["thursday"],"index":"first"}""", "2017-08-29", "2017-09-07 2017-11-02 2018-01-04")]
    [InlineData("""{"type":"absoluteMonthly","interval":3,"dayOfMonth":15}""", "2026-01-20", "2026-02-15 2026-05-15 2026-08-15")]
    [InlineData("""{"type":"absoluteYearly","interval":2,"dayOfMonth":1,"month":3}""", "2026-04-01", "2027-03-01 2029-03-01 2031-03-01")]
    [InlineData("""{"type":"relativeYearly","interval":1,"daysOfWeek":["monday"],"index":"last","month":10}""", "2026-05-11", "2026-10-26 2027-10-25 2028-10-30")]
    public async Task A_start_that_does_not_fit_moves_the_first_occurrence_and_intervals_count_from_it(string pattern, string start, string expected)
    {
        await using var server = await GraphServer.StartAsync();
        var body = Sample.Meeting(Day).With("start", new { dateTime = start + "T10:00:00", timeZone = "UTC" }).With("end", new { dateTime = start + "T11:00:00", timeZone = "UTC" })
            .With("recurrence", new { pattern = JsonSerializer.Deserialize<JsonElement>(pattern), range = new { type = "numbered", startDate = start, numberOfOccurrences = 3 } });
        var master = await server.CreateAsync(GraphServer.Anna, body);
        var year = int.Parse(start[..4], System.Globalization.CultureInfo.InvariantCulture);
        var dates = new List<string>();
        for (var half = 0; half < 2; half++)
        {
            var view = await server.GetAsync($"/users/{GraphServer.Anna}/events/{master.Id()}/instances?startDateTime={year + (half * 4)}-01-01&endDateTime={year + (half * 4) + 4}-01-01&$select=start");
            dates.AddRange(view.GetProperty("value").EnumerateArray().Select(e => e.GetProperty("start").GetProperty("dateTime").GetString()![..10]));
        }
        string.Join(' ', dates).ShouldBe(expected);
    }

    private static string? Place(JsonElement json) => json.GetProperty("location").GetProperty("displayName").GetString();
}
