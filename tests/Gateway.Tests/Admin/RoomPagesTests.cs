using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Workspaces are set up on their pages, and by the API with the same checks.</summary>
public sealed class RoomPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_room_is_set_up_with_a_panel_and_its_code()
    {
        var path = (await _browser.GetAsync("/admin/rooms/open?mail=Seven@contoso.example")).Headers.Location!.ToString();
        path.ShouldBe("/admin/rooms/seven%40contoso.example");
        (await SaveAsync(path, ("calendarEnabled", "true"), ("displayName", "Seven Lakes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "seven-panel"), ("deviceName", "Seven Panel"), ("link", "Gateway"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("seven@contoso.example")).GetProperty("devices").EnumerateArray().Select(id => id.GetString()).ShouldBe(["seven-panel"]);

        var page = await (await _browser.SendAsync(path, $"{path}/devices/seven-panel/code")).Content.ReadAsStringAsync();
        var code = Regex.Match(page, "<code>(?<code>[^<]+)</code>").Groups["code"].Value;
        (await gateway.Anyone.PostAsJsonAsync("/devices/seven-panel/activation", new { code })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _browser.ReadAsync(path)).ShouldNotContain(code);

        (await _browser.SendAsync(path, $"{path}/devices/seven-panel/remove")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("seven@contoso.example")).GetProperty("devices").GetArrayLength().ShouldBe(0);
        var audit = await _browser.ReadAsync("/admin/audit?subject=seven-panel");
        audit.ShouldContain("Device changed");
        audit.ShouldContain("Activation code made");
        audit.ShouldNotContain(code);
    }

    [Fact]
    public async Task Buffers_and_titles_of_a_room_count_before_the_organizations()
    {
        const string mail = "buffers@contoso.example";
        var start = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusDays(2).At(new LocalTime(9, 0));
        gateway.Office365.Calendars[mail] =
        [
            new CalendarEvent
            {
                Id = "b", ICalUId = "b", ETag = "1", Subject = "Budget", Response = ResponseType.Accepted, Organizer = new Person("Anna Ivanova", "anna@contoso.example"),
                Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(30), "UTC"), Location = "sip:1469674515@acme.webex.com",
            },
        ];
        await gateway.MakeDeviceAsync("buffers-panel");
        var path = $"/admin/rooms/{Uri.EscapeDataString(mail)}";
        (await gateway.Admin.PutAsJsonAsync($"/api/workspaces/{mail}", new { displayName = "B", calendarEnabled = true, devices = new[] { "buffers-panel" } })).EnsureSuccessStatusCode();
        await ListComesToHoldAsync("Budget", ":300");
        (await SaveAsync(path, ("calendarEnabled", "true"), ("displayName", "B"), ("startBufferMinutes", "17"), ("titleMasking", "All"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await ListComesToHoldAsync("Anna Ivanova", ":1020");
        (await SaveAsync(path, ("calendarEnabled", "true"), ("displayName", "B"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await ListComesToHoldAsync("Budget", ":300");
    }

    [Fact]
    public async Task What_is_wrong_or_changed_meanwhile_is_not_saved()
    {
        const string path = "/admin/rooms/wrong%40contoso.example";
        var wrong = await SaveAsync(path, ("displayName", "Wrong"), ("startBufferMinutes", "200"), ("endBufferMinutes", "soon"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await wrong.Content.ReadAsStringAsync();
        page.ShouldContain("Must be 0 to 180, or left out for the organization&#x27;s.");
        page.ShouldContain("value=\"200\"");

        var before = Version(await _browser.ReadAsync(path));
        (await SaveAsync(path, ("displayName", "First"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var stale = await _browser.SendAsync(path, path, ("displayName", "Second"), ("version", before));
        stale.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stale.Content.ReadAsStringAsync()).ShouldContain("Somebody else changed it");
        (await ReadAsync("wrong@contoso.example")).GetProperty("displayName").GetString().ShouldBe("First");

        var device = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "no id"), ("link", "WebexCloud"));
        (await device.Content.ReadAsStringAsync()).ShouldContain("Is required for a device");
    }

    [Fact]
    public async Task From_the_answer_to_a_form_a_way_leads_back_to_its_page()
    {
        const string path = "/admin/rooms/back%40contoso.example";
        var refused = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "no id"));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("returnUrl=%2Fadmin%2Frooms%2Fback%2540contoso.example\"");
        using var stranger = new AdminBrowser(gateway);
        var ended = await stranger.PostAsync($"{path}/devices", ("deviceId", "late"));
        ended.Headers.Location!.OriginalString.ShouldEndWith("/admin/sign-in?returnUrl=%2Fadmin%2Frooms%2Fback%2540contoso.example");
        (await stranger.PostAsync("/admin/users/imports")).Headers.Location!.OriginalString.ShouldEndWith("returnUrl=%2Fadmin%2Fusers%2Fimport");
        (await stranger.PostAsync("/admin/connectors/rooms/table")).Headers.Location!.OriginalString.ShouldEndWith("returnUrl=%2Fadmin%2Fconnectors");
        (await stranger.GetAsync("/admin/rooms?search=a")).Headers.Location!.OriginalString.ShouldEndWith("returnUrl=%2Fadmin%2Frooms%3Fsearch%3Da");
    }

    [Fact]
    public async Task A_form_that_is_refused_leaves_another_rooms_device_alone()
    {
        (await PutAsync("/api/devices/far-bar", """{"displayName":"Bar","link":"webexCloud","webexDeviceId":"webex-1"}""", null)).EnsureSuccessStatusCode();
        (await PutAsync("/api/workspaces/far@contoso.example", """{"displayName":"Far","devices":["far-bar"]}""", null)).EnsureSuccessStatusCode();

        const string path = "/admin/rooms/near%40contoso.example";
        var refused = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "far-bar"), ("deviceName", "Mine"), ("link", "Gateway"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("stands in the workspace far@contoso.example");
        var device = (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices/far-bar")).GetProperty("settings");
        device.GetProperty("link").GetString().ShouldBe("webexCloud");
        device.GetProperty("webexDeviceId").GetString().ShouldBe("webex-1");
        await _browser.GetAsync("/admin/language/bg");
        refused = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "far-bar"), ("link", "Gateway"));
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain("е в стаята far@contoso.example");
        (await gateway.Admin.GetStringAsync("/api/audit?subject=far-bar")).ShouldNotContain("Mine");
    }

    [Fact]
    public async Task What_is_wrong_with_a_new_device_is_told_beside_its_own_fields()
    {
        const string path = "/admin/rooms/named%40contoso.example";
        var refused = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "named-panel"), ("deviceName", new string('x', 10_000)), ("link", "Gateway"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await refused.Content.ReadAsStringAsync();
        page.ShouldContain("id=\"deviceName-problem\" class=\"refused\">May have 256 characters");
        page.ShouldContain("id=\"displayName-problem\" class=\"refused\"></p>");
    }

    [Fact]
    public async Task A_device_that_comes_from_another_room_stays_as_it_is()
    {
        (await PutAsync("/api/devices/moving-bar", """{"displayName":"Bar","link":"webexCloud","webexDeviceId":"webex-1"}""", null)).EnsureSuccessStatusCode();
        (await PutAsync("/api/workspaces/old@contoso.example", """{"displayName":"Old","devices":["moving-bar"]}""", null)).EnsureSuccessStatusCode();
        const string old = "/admin/rooms/old%40contoso.example";
        const string path = "/admin/rooms/next%40contoso.example";
        (await _browser.SendAsync(old, $"{old}/devices/moving-bar/remove")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var added = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "moving-bar"), ("deviceName", ""), ("link", "Gateway"));

        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync("next@contoso.example")).GetProperty("devices").EnumerateArray().Select(id => id.GetString()).ShouldBe(["moving-bar"]);
        var device = (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices/moving-bar")).GetProperty("settings");
        (device.GetProperty("displayName").GetString(), device.GetProperty("link").GetString(), device.GetProperty("webexDeviceId").GetString()).ShouldBe(("Bar", "webexCloud", "webex-1"));
        (await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "moving-bar"), ("link", "WebexCloud"))).StatusCode.ShouldBe(HttpStatusCode.Redirect, "what is typed for it does not matter");
    }

    [Fact]
    public async Task A_change_that_was_made_before_the_rest_was_refused_is_in_the_audit_log()
    {
        var devices = Enumerable.Range(0, 50).Select(number => $"full-{number}").ToList();
        foreach (var id in devices)
            (await PutAsync($"/api/devices/{id}", """{"displayName":"Full"}""", null)).EnsureSuccessStatusCode();
        (await PutAsync("/api/workspaces/full@contoso.example", JsonSerializer.Serialize(new { displayName = "Full", devices }), null)).EnsureSuccessStatusCode();

        const string path = "/admin/rooms/full%40contoso.example";
        var refused = await _browser.SendAsync(path, $"{path}/devices", ("deviceId", "one-too-many"), ("deviceName", "More"), ("link", "Gateway"));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("at most 50");
        var rows = (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=one-too-many")).GetProperty("items");
        rows.EnumerateArray().ShouldHaveSingleItem().GetProperty("action").GetString().ShouldBe("device.set");
    }

    [Theory]
    [InlineData("/api/workspaces/tag@contoso.example", """{"displayName":"A","devices":[]}""", """{"displayName":"B","devices":[]}""")]
    [InlineData("/api/users/tag@contoso.example", """{"displayName":"A"}""", """{"displayName":"B"}""")]
    [InlineData("/api/devices/tag", """{"displayName":"A"}""", """{"displayName":"B"}""")]
    public async Task Whoever_sends_the_ETag_that_he_read_overwrites_nobodys_change(string path, string first, string second)
    {
        (await PutAsync(path, first, null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var tag = (await gateway.Admin.GetAsync(path)).Headers.ETag!.ToString();
        (await PutAsync(path, second, tag)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var stale = await PutAsync(path, first, tag);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await stale.Content.ReadAsStringAsync()).ShouldContain("changed since they were read");
        (await PutAsync(path, first, "*")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Rooms_are_found_by_program()
    {
        (await PutAsync("/api/workspaces/findme@contoso.example", """{"displayName":"Зала Витоша","devices":[]}""", null)).EnsureSuccessStatusCode();
        foreach (var search in new[] { "findme", "ВИТОША" })
            (await gateway.Admin.GetStringAsync($"/api/workspaces?search={Uri.EscapeDataString(search)}")).ShouldContain("findme@contoso.example");
        (await gateway.Admin.GetStringAsync("/api/workspaces?search=nobody-has-this")).ShouldNotContain("@");
    }

    private async Task<HttpResponseMessage> SaveAsync(string path, params (string Name, string Value)[] fields) =>
        await _browser.SendAsync(path, path, [.. fields, ("version", Version(await _browser.ReadAsync(path)))]);

    private static string Version(string page) => WebUtility.HtmlDecode(Regex.Match(page, "name=\"version\" value=\"(?<tag>[^\"]+)\"").Groups["tag"].Value);

    private Task<HttpResponseMessage> PutAsync(string path, string body, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return gateway.Admin.SendAsync(request);
    }

    private Task<JsonElement> ReadAsync(string mail) => gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/workspaces/{mail}");

    private async Task ListComesToHoldAsync(params string[] parts)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        string list;
        do
        {
            await looks.WaitForNextTickAsync(deadline.Token);
            list = (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices/buffers-panel")).GetProperty("list").ToString();
        }
        while (!parts.All(part => list.Contains(part, StringComparison.Ordinal)));
    }
}
