using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Meetings are found, and processed again.</summary>
public sealed class MeetingPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_meeting_is_processed_again_by_reading_its_mailboxes()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/workspaces/again-room@contoso.example", new { displayName = "Again", calendarEnabled = true, devices = Array.Empty<string>() })).EnsureSuccessStatusCode();
        (await gateway.Admin.PutAsJsonAsync("/api/users/again-user@contoso.example", new { displayName = "Again", enabled = true })).EnsureSuccessStatusCode();
        var sighting = new MeetingSighting
        {
            ICalUId = "again/1", Organizer = "again-user@contoso.example", EventId = "event-again", Rooms = ["again-room@contoso.example"],
            Start = TimeProvider.System.GetUtcNow().AddHours(1), End = TimeProvider.System.GetUtcNow().AddHours(2),
        };
        // A meeting that its organizer's calendar does not hold would be taken for cancelled when it is read.
        gateway.Office365.Calendars["again-user@contoso.example"] =
        [
            new CalendarEvent
            {
                Id = "event-again", ICalUId = "again/1", ETag = "1", Organizer = new Person("Again", "again-user@contoso.example"),
                Start = new EventTime(Instant.FromDateTimeOffset(sighting.Start).InUtc().LocalDateTime, "UTC"),
                End = new EventTime(Instant.FromDateTimeOffset(sighting.End).InUtc().LocalDateTime, "UTC"),
            },
        ];
        // The first read of a user looks at all that is listed of him.
        var user = gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("again-user@contoso.example"));
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while ((await user.StatusAtRestAsync()).LastReconciled is null)
            await Task.Delay(20, deadline.Token);
        await gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("again/1")).Saw(sighting);

        var answer = await _browser.SendAsync("/admin/meetings/again%2F1", "/admin/meetings/again%2F1/process");
        answer.Headers.Location!.ToString().ShouldBe("/admin/meetings/again%2F1?processed=true");
        (await gateway.Office365.NextReadAsync()).ShouldBe(("again-user@contoso.example", "event-again"));
        (await _browser.ReadAsync(answer.Headers.Location!.ToString())).ShouldContain("It is processed again");
        (await gateway.Admin.PostAsync("/api/meetings/again%2F1/process", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await gateway.Admin.PostAsync("/api/meetings/never-seen/process", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _browser.ReadAsync("/admin/audit?subject=again%2F1")).ShouldContain("Meeting processed again");
        (await gateway.Admin.GetStringAsync("/api/meetings/again%2F1/timeline")).ShouldContain("An administrator had the meeting processed again.");
    }

    [Fact]
    public async Task A_meeting_is_found_by_an_id_that_is_too_long_to_be_stored()
    {
        var uid = $"long/{new string('x', 5_000)}";
        await gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(MeetingUId.Shorten(uid))).Saw(new MeetingSighting
        {
            ICalUId = MeetingUId.Shorten(uid), Organizer = "long@contoso.example", EventId = "event-long",
            Start = TimeProvider.System.GetUtcNow().AddHours(1), End = TimeProvider.System.GetUtcNow().AddHours(2),
        });

        (await gateway.Admin.GetStringAsync($"/api/meetings/{Uri.EscapeDataString(uid)}")).ShouldContain(MeetingUId.Shorten(uid));
        (await gateway.Admin.GetStringAsync($"/api/meetings/{Uri.EscapeDataString(uid)}/report")).ShouldContain(MeetingUId.Shorten(uid));
    }

    [Fact]
    public async Task Meetings_are_found_by_time()
    {
        var begin = new DateTimeOffset(2090, 5, 1, 8, 0, 0, TimeSpan.Zero);
        foreach (var day in new[] { 0, 3 })
        {
            var starts = begin.AddDays(day).ToUnixTimeMilliseconds();
            await gateway.App.Services.GetRequiredService<Catalog>().PutMeetingAsync(
                new MeetingRow { ICalUId = $"time-{day}", Organizer = "time@contoso.example", Starts = starts, Ends = starts + 1000 }, [], []);
        }
        var page = await _browser.ReadAsync("/admin/meetings?organizer=time@contoso.example&from=2090-04-30&until=2090-05-01");
        page.ShouldContain("time-0");
        page.ShouldNotContain("time-3");
        var api = await gateway.Admin.GetStringAsync("/api/meetings?organizer=time@contoso.example&from=2090-05-02T00:00:00Z&until=2090-05-05T00:00:00Z");
        api.ShouldContain("time-3");
        api.ShouldNotContain("time-0");
    }

    [Theory]
    [InlineData("organizer", "anna")]
    [InlineData("room", "Rila")]
    public async Task A_search_that_cannot_find_says_why(string field, string typed)
    {
        var answer = await _browser.GetAsync($"/admin/meetings?{field}={typed}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"aria-describedby=\"{field}-problem\"");
        page.ShouldContain("A mail address needs an @");
        page.ShouldNotContain("None found.");
        await _browser.GetAsync("/admin/language/bg");
        WebUtility.HtmlDecode(await (await _browser.GetAsync($"/admin/meetings?{field}={typed}")).Content.ReadAsStringAsync()).ShouldContain("Имейл адресът има @");
    }

    [Fact]
    public async Task Of_days_to_come_it_is_told_where_series_stand_and_programs_get_the_same_order()
    {
        var catalog = gateway.App.Services.GetRequiredService<Catalog>();
        var begin = new DateTimeOffset(2091, 5, 1, 8, 0, 0, TimeSpan.Zero);
        foreach (var (id, day) in new[] { ("z-first", 0), ("a-second", 1) })
        {
            var starts = begin.AddDays(day).ToUnixTimeMilliseconds();
            await catalog.PutMeetingAsync(new MeetingRow { ICalUId = id, Organizer = "order@contoso.example", Starts = starts, Ends = starts + 1000 }, [], []);
        }
        (await _browser.ReadAsync("/admin/meetings?from=2091-05-01")).ShouldContain("at the end of the list");
        (await _browser.ReadAsync("/admin/meetings?from=2091-05-01&until=2091-06-01")).ShouldContain("at the end of the list");
        (await _browser.ReadAsync("/admin/meetings?from=2091-05-01&until=2091-05-31")).ShouldNotContain("at the end of the list", customMessage: "A month is in order.");
        (await _browser.ReadAsync("/admin/meetings?organizer=order@contoso.example&from=2091-05-01&until=2091-05-03")).ShouldNotContain("at the end of the list");

        const string days = "organizer=order@contoso.example&from=2091-05-01T00:00:00Z&until=2091-05-03T00:00:00Z";
        (await IdsAsync($"/api/meetings?{days}&order=time")).ShouldBe(["z-first", "a-second"]);
        (await IdsAsync($"/api/meetings?{days}")).ShouldBe(["a-second", "z-first"]);
        var first = await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/meetings?{days}&order=time&top=1");
        (await IdsAsync($"/api/meetings?{days}&order=time&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}")).ShouldBe(["a-second"]);
        (await gateway.Admin.GetAsync("/api/meetings?order=size")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string path) =>
        [.. (await gateway.Admin.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("iCalUId").GetString()!)];

    [Fact]
    public async Task A_meeting_is_found_behind_series_of_years_and_the_list_goes_on()
    {
        var catalog = gateway.App.Services.GetRequiredService<Catalog>();
        var first = new DateTimeOffset(2020, 1, 3, 8, 0, 0, TimeSpan.Zero);
        var friday = new MeetingSighting
        {
            ICalUId = "", Organizer = "long@contoso.example", EventId = "e", Start = first, End = first.AddHours(1), IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR;WKST=MO",
        };
        for (var number = 0; number < 120; number++)
        {
            var state = new SeriesState { Sighting = friday with { ICalUId = $"long-{number:000}" } };
            await catalog.PutMeetingAsync(SeriesAnswers.Row(state, TimeProvider.System.GetUtcNow()), [], []);
        }
        var soon = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await catalog.PutMeetingAsync(new MeetingRow { ICalUId = "under-way", Organizer = "long@contoso.example", Starts = soon - 7_200_000, Ends = soon + 600_000 }, [], []);
        var page = await _browser.ReadAsync("/admin/meetings?organizer=long@contoso.example");
        page.ShouldContain("under-way");
        page.ShouldContain("Next page");
        var next = System.Net.WebUtility.HtmlDecode(Regex.Match(page, "href=\"(?<next>[^\"]+after=[^\"]+)\"").Groups["next"].Value);
        var rest = await _browser.ReadAsync(next);
        rest.ShouldNotContain("under-way");
        rest.ShouldContain("long-119");
        rest.ShouldNotContain("Next page");
    }

    [Fact]
    public async Task Conferences_are_found_by_organizer_and_the_list_is_paged()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/tms-rooms/bridge@contoso.example", new { systemId = 7001 })).EnsureSuccessStatusCode();
        var catalog = gateway.App.Services.GetRequiredService<Catalog>();
        var starts = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        foreach (var number in new[] { 1, 2 })
        {
            await catalog.PutMeetingAsync(
                new MeetingRow { ICalUId = $"bridged-{number}", Organizer = $"tms{number}@contoso.example", Starts = starts + number, Ends = starts + 1000 }, ["bridge@contoso.example"], []);
        }
        var page = await _browser.ReadAsync("/admin/meetings?tms=true&organizer=TMS1@contoso.example");
        page.ShouldContain("bridged-1");
        page.ShouldNotContain("bridged-2");
        (await _browser.ReadAsync("/admin/connectors")).ShouldContain("/admin/meetings?tms=true");
        var first = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/meetings/conferences?top=1");
        var second = await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/meetings/conferences?top=1&after={Uri.EscapeDataString(first.GetProperty("next").GetString()!)}");
        new[] { first, second }.Select(part => part.GetProperty("items")[0].GetProperty("iCalUId").GetString()).ShouldBe(["bridged-1", "bridged-2"]);
        (await gateway.Admin.GetAsync("/api/meetings/conferences?after=soon")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
