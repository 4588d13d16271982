using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>What was set up can be taken away again, by program and on pages.</summary>
public sealed class RemovalTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_workspace_that_is_removed_empties_its_devices_and_sets_them_free()
    {
        const string mail = "closed@contoso.example";
        PutMeeting(mail);
        await gateway.MakeDeviceAsync("closed-panel");
        await PutRoomAsync(mail, "closed-panel");
        await ListComesToAsync("closed-panel", list => list.Contains("Budget", StringComparison.Ordinal));
        var tag = (await gateway.Admin.GetAsync($"/api/workspaces/{mail}")).Headers.ETag!.ToString();

        (await DeleteAsync($"/api/workspaces/{mail}", "\"another\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await DeleteAsync($"/api/workspaces/{mail}", tag)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await ListComesToAsync("closed-panel", list => !list.Contains("Budget", StringComparison.Ordinal));
        (await gateway.Admin.GetStringAsync("/api/workspaces?search=closed")).ShouldNotContain(mail);
        (await gateway.Admin.GetStringAsync("/api/devices?search=closed")).ShouldContain("\"workspace\":null");
        (await gateway.Admin.GetStringAsync($"/api/workspaces/{mail}/status")).ShouldContain("\"enabled\":false");
        (await DeleteAsync($"/api/workspaces/{mail}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PutRoomAsync("next@contoso.example", "closed-panel");
        (await _browser.ReadAsync($"/admin/audit?subject={mail}")).ShouldContain("Workspace removed");
    }

    [Fact]
    public async Task A_user_who_is_removed_is_watched_no_more_and_stands_in_no_list()
    {
        const string mail = "gone@contoso.example";
        (await gateway.Admin.PutAsJsonAsync($"/api/users/{mail}", new { displayName = "Gone", enabled = true, language = "bg" })).EnsureSuccessStatusCode();
        (await DeleteAsync($"/api/users/{mail}", "\"another\"")).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await DeleteAsync($"/api/users/{mail}", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await gateway.Admin.GetStringAsync("/api/users?search=gone")).ShouldNotContain(mail);
        (await gateway.Admin.GetStringAsync("/api/users/export")).ShouldNotContain(mail);
        var settings = await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/users/{mail}");
        settings.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        settings.GetProperty("language").ValueKind.ShouldBe(JsonValueKind.Null);
        (await DeleteAsync($"/api/users/{mail}", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workspace_gets_another_mailbox_with_its_settings_and_devices()
    {
        const string mail = "before@contoso.example";
        const string other = "after@contoso.example";
        PutMeeting(other);
        await gateway.MakeDeviceAsync("moved-panel");
        await PutRoomAsync(mail, "moved-panel");

        (await MoveAsync(mail, "no address")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await MoveAsync("nobody@contoso.example", other)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var taken = await MoveAsync(mail, mail);
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await taken.Content.ReadAsStringAsync()).ShouldContain($"There is a workspace of the mailbox {mail} already.");
        (await MoveAsync(mail, other)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await ListComesToAsync("moved-panel", list => list.Contains("Budget", StringComparison.Ordinal));
        var settings = await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/workspaces/{other}");
        settings.GetProperty("devices")[0].GetString().ShouldBe("moved-panel");
        settings.GetProperty("startBufferMinutes").GetInt32().ShouldBe(7);
        (await gateway.Admin.GetStringAsync("/api/workspaces?search=before")).ShouldNotContain(mail);
    }

    [Fact]
    public async Task Rooms_and_users_are_removed_and_moved_on_their_pages()
    {
        await PutRoomAsync("page-room@contoso.example");
        (await gateway.Admin.PutAsJsonAsync("/api/users/page-user@contoso.example", new { displayName = "Page" })).EnsureSuccessStatusCode();
        const string room = "/admin/rooms/page-room%40contoso.example";
        (await _browser.ReadAsync(room)).ShouldContain("data-confirm=\"Remove page-room@contoso.example?");
        var refused = await _browser.SendAsync(room, $"{room}/move", ("mailbox", "no address"));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("value=\"no address\"");
        var moved = await _browser.SendAsync(room, $"{room}/move", ("mailbox", "page-moved@contoso.example"));
        moved.Headers.Location!.ToString().ShouldStartWith("/admin/rooms/page-moved");
        foreach (var (path, list) in new[] { ("/admin/rooms/page-moved%40contoso.example", "/admin/rooms"), ("/admin/users/page-user%40contoso.example", "/admin/users") })
        {
            var removed = await _browser.SendAsync(path, $"{path}/remove");
            removed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await _browser.ReadAsync(removed.Headers.Location!.ToString())).ShouldContain("was removed");
            (await _browser.ReadAsync($"{list}?search=page-")).ShouldContain("None found.");
            (await _browser.SendAsync("/admin/rooms", $"{path}/remove")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private void PutMeeting(string mail)
    {
        var start = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusDays(2).At(new LocalTime(9, 0));
        gateway.Office365.Calendars[mail] =
        [
            new CalendarEvent
            {
                Id = mail, ICalUId = mail, ETag = "1", Subject = "Budget", Response = ResponseType.Accepted, Organizer = new Person("Anna Ivanova", "anna@contoso.example"),
                Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(30), "UTC"), Location = "sip:1469674515@acme.webex.com",
            },
        ];
    }

    private async Task PutRoomAsync(string mail, params string[] devices) => (await gateway.Admin.PutAsJsonAsync(
        $"/api/workspaces/{mail}", new { displayName = "Room", calendarEnabled = true, devices, startBufferMinutes = 7 })).EnsureSuccessStatusCode();

    private Task<HttpResponseMessage> MoveAsync(string mail, string mailbox) => gateway.Admin.PostAsJsonAsync($"/api/workspaces/{mail}/move", new { mailbox });

    private Task<HttpResponseMessage> DeleteAsync(string path, string? tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, path);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return gateway.Admin.SendAsync(request);
    }

    private async Task ListComesToAsync(string device, Func<string, bool> isRight)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
            await looks.WaitForNextTickAsync(deadline.Token);
        while (!isRight((await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/devices/{device}")).GetProperty("list").ToString()));
    }
}
