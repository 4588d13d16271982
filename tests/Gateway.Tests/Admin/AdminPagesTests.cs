using System.Net;
using System.Net.Http.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>What the server gives; the end-to-end tests look at the pages in a browser.</summary>
public sealed class AdminPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rooms_are_found_by_name_and_address()
    {
        await PutRoomAsync("zlatni@contoso.example", "Golden_Sands");
        await PutRoomAsync("other@contoso.example", "Other");
        foreach (var search in new[] { "zlatni", "GOLDEN", "n_s" })
        {
            var page = await _browser.ReadAsync($"/admin/rooms?search={search}");
            page.ShouldContain("/admin/rooms/zlatni%40contoso.example");
            page.ShouldNotContain("other%40contoso.example");
        }
        (await _browser.ReadAsync("/admin/rooms?search=%25")).ShouldContain("None found.");
        (await _browser.ReadAsync("/admin/rooms?problems=true&search=zlatni")).ShouldContain("None found.");
    }

    [Fact]
    public async Task A_users_page_and_the_API_tell_what_happened_to_his_mailbox()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/users/told@contoso.example", new { displayName = "Told", enabled = true })).EnsureSuccessStatusCode();
        (await _browser.ReadAsync("/admin/users/told@contoso.example")).ShouldContain("The user was enabled");
        (await gateway.Admin.GetStringAsync("/api/users/told@contoso.example/timeline")).ShouldContain("The user was enabled");
    }

    [Fact]
    public async Task A_name_is_shown_as_text()
    {
        await PutRoomAsync("script@contoso.example", "<script>alert(1)</script>");
        var page = await _browser.ReadAsync("/admin/rooms/script@contoso.example");
        page.ShouldContain("&lt;script&gt;alert(1)");
        page.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task A_room_is_read_again_on_request()
    {
        await PutRoomAsync("o'again@contoso.example", "Again");
        var page = "/admin/rooms/o'again@contoso.example";
        while (await gateway.Office365.NextWholeReadAsync() != "o'again@contoso.example")
        {
            // Another room's.
        }
        var answer = await _browser.SendAsync(page, "/admin/rooms/o%27again%40contoso.example/reconcile");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        while (await gateway.Office365.NextWholeReadAsync() != "o'again@contoso.example")
        {
            // Another room's.
        }
        (await _browser.ReadAsync(answer.Headers.Location!.ToString())).ShouldContain("is being read again");
    }

    [Fact]
    public async Task Meetings_are_listed_and_an_unknown_one_says_so()
    {
        var soon = DateTimeOffset.UnixEpoch.AddYears(150).ToUnixTimeMilliseconds();
        var row = new MeetingRow { ICalUId = "page/1", Organizer = "eva@contoso.example", Starts = soon, Ends = soon + 1000, JoinState = SeriesJoinState.Failed };
        await gateway.App.Services.GetRequiredService<Catalog>().PutMeetingAsync(row, ["pirin@contoso.example"], []);
        foreach (var query in new[] { "organizer=Eva@contoso.example", "room=pirin@contoso.example&from=2100-01-01", "from=" })
        {
            var page = await _browser.ReadAsync($"/admin/meetings?{query}");
            page.ShouldContain("/admin/meetings/page%2F1");
            page.ShouldContain("refused");
        }
        (await _browser.ReadAsync("/admin/meetings?from=2130-01-01")).ShouldContain("None found.");
        var unknown = await _browser.ReadAsync("/admin/meetings/page%2F1?room=pirin@contoso.example");
        unknown.ShouldContain("page/1");
        unknown.ShouldContain("No mailbox that we watch");
        unknown.ShouldContain("The room is no workspace here");
    }

    [Fact]
    public async Task Users_are_shown()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/users/pat.o'neil@contoso.example", new { displayName = "Pat O'Neil" })).EnsureSuccessStatusCode();
        (await _browser.ReadAsync("/admin/users?search=o'neil")).ShouldContain("/admin/users/pat.o%27neil%40contoso.example");
        (await _browser.ReadAsync("/admin/users/pat.o%27neil%40contoso.example")).ShouldContain("Nothing is set wrong");
    }

    [Theory]
    [InlineData("/admin/rooms/nobody")]
    [InlineData("/admin/users/nobody")]
    public async Task What_is_no_address_has_no_page(string path) => (await _browser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("/admin/assets/admin.css", "text/css")]
    [InlineData("/admin/assets/admin.js", "text/javascript")]
    public async Task Its_parts_are_served_to_anyone(string path, string type)
    {
        var answer = await gateway.Anyone.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    private async Task PutRoomAsync(string mail, string name) =>
        (await gateway.Admin.PutAsJsonAsync($"/api/workspaces/{mail}", new { displayName = name, calendarEnabled = true, devices = Array.Empty<string>() })).EnsureSuccessStatusCode();
}
