using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HybridCalendar.Sandbox.Tests.Webex;

/// <summary>The whole Sandbox on one port, as a newcomer starts it.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private Microsoft.AspNetCore.Builder.WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _app = SandboxHost.Build([], new SandboxHostOptions { Url = "http://127.0.0.1:0" });
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/calendar")]
    [InlineData("/faults")]
    [InlineData("/sandbox/devices/any/screen")]
    public async Task Each_page_and_all_that_it_loads_is_served_and_may_run_no_foreign_script(string path)
    {
        var waiting = new Queue<string>([path]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next)) continue;
            var response = await _http.GetAsync(next);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, next);
            response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
            var text = await response.Content.ReadAsStringAsync();
            foreach (Match m in Regex.Matches(text, "(?:src|href)=\"(/sandbox/assets/[^\"]+)\"|from '\\./([^']+)'"))
                waiting.Enqueue(m.Groups[1].Success ? m.Groups[1].Value : $"/sandbox/assets/{m.Groups[2].Value}");
        }
        seen.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task The_small_world_is_in_both_clouds()
    {
        await SignInAsync();
        var users = await GetAsync("/v1.0/users");
        users.GetProperty("value").EnumerateArray().Select(u => u.GetProperty("mail").GetString()).ShouldContain(SandboxWorld.Boris.Address);
        var rooms = await GetAsync("/v1.0/places/microsoft.graph.room");
        rooms.GetProperty("value").EnumerateArray().Select(r => r.GetProperty("emailAddress").GetString())
            .ShouldBe([SandboxWorld.Pirin.Address, SandboxWorld.Rila.Address], ignoreOrder: true);
        var settings = await GetAsync($"/v1.0/users/{SandboxWorld.Boris.Address}/mailboxSettings");
        settings.GetProperty("language").GetProperty("locale").GetString().ShouldBe("bg-BG");
        var zone = await GetAsync("/sandbox/calendar/zone?name=" + Uri.EscapeDataString(settings.GetProperty("timeZone").GetString()!));
        zone.GetProperty("iana").GetString().ShouldNotBeNullOrEmpty();
        (await GetAsync("/sandbox/devices")).EnumerateArray().Select(d => d.GetProperty("id").GetString())
            .ShouldBe(SandboxWorld.Rooms.Select(SandboxWorld.DeviceId), ignoreOrder: true);
    }

    [Fact]
    public async Task An_invited_room_accepts_and_one_mailbox_keeps_the_text()
    {
        await SignInAsync();
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);
        object Attendee(WorldRoom r) => new { type = "resource", emailAddress = new { address = r.Address, name = r.Name } };
        var made = await _http.PostAsJsonAsync($"/v1.0/users/{SandboxWorld.Anna.Address}/events", new
        {
            subject = "Plan",
            body = new { contentType = "html", content = "<p>Please read</p>" },
            start = new { dateTime = start.ToString("s", CultureInfo.InvariantCulture), timeZone = "UTC" },
            end = new { dateTime = start.AddMinutes(30).ToString("s", CultureInfo.InvariantCulture), timeZone = "UTC" },
            attendees = SandboxWorld.Rooms.Select(Attendee),
        });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        (await TextInAsync(SandboxWorld.Rila, start)).ShouldContain("Please read");
        (await TextInAsync(SandboxWorld.Pirin, start)).ShouldNotContain("Please read");
    }

    private async Task<string> TextInAsync(WorldRoom room, DateTime around)
    {
        var path = $"/v1.0/users/{room.Address}/calendarView?startDateTime={around.AddHours(-1):s}Z&endDateTime={around.AddHours(2):s}Z";
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var accepted = (await GetAsync(path)).GetProperty("value").EnumerateArray()
                .FirstOrDefault(e => e.GetProperty("responseStatus").GetProperty("response").GetString() == "accepted");
            if (accepted.ValueKind == JsonValueKind.Object) return accepted.GetProperty("body").GetProperty("content").GetString()!;
            await Task.Delay(20, deadline.Token);
        }
    }

    private async Task SignInAsync()
    {
        var answer = await (await _http.PostAsync("/sandbox/token", null)).Content.ReadFromJsonAsync<JsonElement>();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("access_token").GetString());
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        var response = await _http.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
