using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Webex;

public sealed class MeetingTests : WebexTestBase
{
    [Fact]
    public async Task A_created_meeting_has_all_join_details_and_is_read_back()
    {
        var made = await CreateMeetingAsync(MeetingAsked(tag: "series-1"));
        var number = made.GetProperty("meetingNumber").GetString()!;
        made.GetProperty("sipAddress").GetString().ShouldBe($"{number}@contoso.webex.com");
        made.GetProperty("webLink").GetString()!.ShouldStartWith("https://contoso.webex.com/contoso/j.php?MTID=m");
        made.GetProperty("phoneAndVideoSystemPassword").GetString()!.Length.ShouldBe(8);
        made.GetProperty("password").GetString().ShouldNotBeNullOrEmpty();
        made.GetProperty("telephony").GetProperty("callInNumbers").GetArrayLength().ShouldBeGreaterThan(0);
        var read = await Server.GetAsync($"/v1/meetings/{made.GetProperty("id").GetString()}?hostEmail={WebexServer.Anna}");
        read.GetProperty("title").GetString().ShouldBe("Plan");
        read.GetProperty("integrationTags")[0].GetString().ShouldBe("series-1");
    }

    [Fact]
    public async Task A_meeting_is_hidden_from_those_who_neither_host_nor_are_invited()
    {
        var id = (await CreateMeetingAsync()).GetProperty("id").GetString();
        await ProblemAsync(await Http.GetAsync($"/v1/meetings/{id}"), HttpStatusCode.NotFound);
        await ProblemAsync(await Http.DeleteAsync($"/v1/meetings/{id}?hostEmail={WebexServer.Boris}"), HttpStatusCode.NotFound);
        (await Http.DeleteAsync($"/v1/meetings/{id}?hostEmail={WebexServer.Anna}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(23 * 60 + 59, true)]
    [InlineData(24 * 60, false)]
    public async Task The_duration_is_10_minutes_to_23_h_59_min(int minutes, bool taken)
    {
        var response = await Http.PostAsJsonAsync("/v1/meetings", MeetingAsked(minutes: minutes));
        response.IsSuccessStatusCode.ShouldBe(taken, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("title", null, "title")]
    [InlineData("start", "tomorrow", "ISO 8601")]
    [InlineData("timezone", "Middle Earth", "IANA")]
    [InlineData("hostMail", "a@b.example", "not a known field")]
    [InlineData("siteUrl", "other.webex.com", "site")]
    [InlineData("scheduledType", "party", "one of")]
    [InlineData("recurrence", "FREQ=DAILY;COUNT=1827", "1826")]
    [InlineData("recurrence", "FREQ=HOURLY", "FREQ")]
    public async Task Bad_fields_are_refused_by_name(string field, string? value, string expected)
    {
        var asked = JsonSerializer.SerializeToNode(MeetingAsked())!.AsObject();
        asked[field] = value;
        (await ProblemAsync(await Http.PostAsJsonAsync("/v1/meetings", asked), HttpStatusCode.BadRequest)).ShouldContain(expected);
    }

    [Fact]
    public async Task More_than_three_tags_and_a_long_title_are_refused()
    {
        var asked = JsonSerializer.SerializeToNode(MeetingAsked())!.AsObject();
        asked["integrationTags"] = new System.Text.Json.Nodes.JsonArray("1", "2", "3", "4");
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/meetings", asked), HttpStatusCode.BadRequest);
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/meetings", MeetingAsked(title: new string('x', 129))), HttpStatusCode.BadRequest);
        await CreateMeetingAsync(MeetingAsked(title: new string('x', 128)));
    }

    [Fact]
    public async Task A_repeated_request_makes_a_second_meeting_and_both_are_counted()
    {
        var asked = MeetingAsked(tag: "same");
        await CreateMeetingAsync(asked);
        await CreateMeetingAsync(asked);
        (await Server.CallsAsync("POST /v1/meetings")).ShouldBe(2);
        var found = await Server.GetAsync($"/v1/meetings?hostEmail={WebexServer.Anna}&integrationTag=same");
        found.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_list_covers_seven_days_unless_asked_otherwise()
    {
        await CreateMeetingAsync(MeetingAsked(inMinutes: 60 * 24 * 20, tag: "far"));
        var narrow = await Server.GetAsync($"/v1/meetings?hostEmail={WebexServer.Anna}&integrationTag=far");
        narrow.GetProperty("items").GetArrayLength().ShouldBe(0);
        var to = Uri.EscapeDataString(Server.Now.AddDays(30).ToString("O"));
        var wide = await Server.GetAsync($"/v1/meetings?hostEmail={WebexServer.Anna}&integrationTag=far&to={to}&from={Uri.EscapeDataString(Server.Now.ToString("O"))}");
        wide.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task One_occurrence_changes_alone_and_a_change_of_the_series_timing_cancels_it()
    {
        var asked = JsonSerializer.SerializeToNode(MeetingAsked())!.AsObject();
        asked["recurrence"] = "FREQ=DAILY;COUNT=3";
        var id = (await CreateMeetingAsync(asked)).GetProperty("id").GetString();
        var path = $"/v1/meetings?meetingSeriesId={id}&hostEmail={WebexServer.Anna}";
        var occurrences = (await Server.GetAsync(path)).GetProperty("items").EnumerateArray().ToList();
        occurrences.Count.ShouldBe(3);
        var second = occurrences[1].GetProperty("id").GetString();
        await Server.JsonAsync(await Http.PatchAsJsonAsync($"/v1/meetings/{second}", new { title = "Moved", hostEmail = WebexServer.Anna }));
        (await Server.GetAsync(path)).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("title").GetString()).ShouldBe(["Plan", "Moved", "Plan"]);

        var end = Server.Now.AddMinutes(120).ToString("O");
        await Server.JsonAsync(await Http.PatchAsJsonAsync($"/v1/meetings/{id}", new { end, hostEmail = WebexServer.Anna }));
        (await Server.GetAsync(path)).GetProperty("items").EnumerateArray().ShouldAllBe(o => o.GetProperty("title").GetString() == "Plan");
    }

    [Theory]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "01-31 02-28 03-31")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", "01-31 03-31")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=2", "02-28 03-28")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=2", "02-01 03-01")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4", "01-31 02-01 02-14 02-15")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO;COUNT=4", "01-31 02-08 02-14 02-22")]
    public async Task A_rule_repeats_on_the_days_that_Webex_takes(string rule, string days)
    {
        // 2027 begins so that its January ends with a Sunday; as does each year that the loop finds.
        var year = Server.Now.Year + 1;
        while (new DateOnly(year, 1, 31).DayOfWeek != DayOfWeek.Sunday || DateTime.IsLeapYear(year))
            year++;
        var asked = JsonSerializer.SerializeToNode(MeetingAsked())!.AsObject();
        asked["start"] = $"{year}-01-31T10:00:00Z";
        asked["end"] = $"{year}-01-31T11:00:00Z";
        asked["timezone"] = "UTC";
        asked["recurrence"] = rule;
        var id = (await CreateMeetingAsync(asked)).GetProperty("id").GetString();

        var items = (await Server.GetAsync($"/v1/meetings?meetingSeriesId={id}&hostEmail={WebexServer.Anna}&from={year}-01-01&to={year}-06-01")).GetProperty("items");

        string.Join(' ', items.EnumerateArray().Select(o => o.GetProperty("start").GetDateTimeOffset().ToString("MM-dd", CultureInfo.InvariantCulture))).ShouldBe(days);
    }

    [Fact]
    public async Task A_weekly_series_keeps_its_wall_time_over_the_change_of_clocks()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Sofia");
        var asked = JsonSerializer.SerializeToNode(MeetingAsked())!.AsObject();
        asked["start"] = $"{Server.Now.Year + 1}-03-20T10:00:00";
        asked["end"] = $"{Server.Now.Year + 1}-03-20T11:00:00";
        asked["recurrence"] = "FREQ=WEEKLY;COUNT=3";
        var id = (await CreateMeetingAsync(asked)).GetProperty("id").GetString();
        var year = Server.Now.Year + 1;
        var items = (await Server.GetAsync($"/v1/meetings?meetingSeriesId={id}&hostEmail={WebexServer.Anna}&from={year}-03-01&to={year}-05-01")).GetProperty("items");
        var walls = items.EnumerateArray().Select(o => TimeZoneInfo.ConvertTime(o.GetProperty("start").GetDateTimeOffset(), zone)).ToList();
        walls.Count.ShouldBe(3);
        walls.ShouldAllBe(w => w.Hour == 10);
        walls.Select(w => w.Offset).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_person_creates_100_meetings_a_day_failures_included()
    {
        await Server.JsonAsync(await Http.PutAsJsonAsync("/sandbox/webex/settings", new { meetingsPerUser = 3 }));
        using var anna = await Server.ClientOfAsync(WebexServer.Anna);
        await ProblemAsync(await anna.PostAsJsonAsync("/v1/meetings", new { }), HttpStatusCode.BadRequest);
        for (var i = 0; i < 2; i++) await Server.JsonAsync(await anna.PostAsJsonAsync("/v1/meetings", MeetingAsked()));
        var refused = await anna.PostAsJsonAsync("/v1/meetings", MeetingAsked());
        await ProblemAsync(refused, HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.FromHours(23));
        Server.Advance(TimeSpan.FromHours(24));
        await Server.JsonAsync(await anna.PostAsJsonAsync("/v1/meetings", MeetingAsked()));
    }
}
