using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Users;

public sealed class UserPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_user_is_set_up_and_changed_on_his_page()
    {
        var opened = await _browser.GetAsync("/admin/users/open?mail=Mila.O'Neil@contoso.example");
        var path = opened.Headers.Location!.ToString();
        path.ShouldBe("/admin/users/mila.o%27neil%40contoso.example");
        var saved = await _browser.SendAsync(
            path, path, ("enabled", "true"), ("displayName", "Mila"), ("preferredSite", "one.webex.com"), ("personalRoomLink", "one.webex.com/meet/mila"), ("language", "bg"));
        saved.Headers.Location!.ToString().ShouldBe($"{path}?saved=true");
        var user = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/users/mila.o'neil@contoso.example");
        user.GetProperty("personalRoomLink").GetString().ShouldBe("https://one.webex.com/meet/mila");
        (await _browser.ReadAsync("/admin/audit?subject=mila.o'neil@contoso.example")).ShouldContain("https://one.webex.com/meet/mila");
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        const string path = "/admin/users/typo%40contoso.example";
        var answer = await _browser.SendAsync(path, path, ("displayName", "Typo"), ("personalRoomLink", "https://evil.example/meet/typo"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("Must be the link of a personal room");
        page.ShouldContain("value=\"https://evil.example/meet/typo\"");
        (await gateway.Admin.GetStringAsync("/api/users?search=typo")).ShouldNotContain("typo@contoso.example");
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten()
    {
        const string path = "/admin/users/both%40contoso.example";
        var shown = Regex.Match(await _browser.ReadAsync(path), "name=\"version\" value=\"(?<tag>[^\"]+)\"").Groups["tag"].Value;
        (await gateway.Admin.PutAsJsonAsync("/api/users/both@contoso.example", new { displayName = "Colleague's", preferredSite = "two.webex.com" })).EnsureSuccessStatusCode();

        var stale = await _browser.SendAsync(path, path, ("displayName", "Mine"), ("version", WebUtility.HtmlDecode(shown)));

        stale.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await stale.Content.ReadAsStringAsync();
        page.ShouldContain("Somebody else changed it");
        page.ShouldContain("value=\"Mine\"");
        (await gateway.Admin.GetStringAsync("/api/users/both@contoso.example")).ShouldContain("two.webex.com");
        var again = Regex.Match(page, "name=\"version\" value=\"(?<tag>[^\"]+)\"").Groups["tag"].Value;
        (await _browser.SendAsync(path, path, ("displayName", "Mine"), ("version", WebUtility.HtmlDecode(again)))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_user_is_switched_on_and_off_in_the_list()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/users/toggle@contoso.example", new { displayName = "Toggle", language = "bg" })).EnsureSuccessStatusCode();
        foreach (var enabled in new[] { true, false })
        {
            var answer = await _browser.SendAsync(
                "/admin/users?search=toggle", "/admin/users/toggle%40contoso.example/enabled",
                ("enabled", enabled ? "true" : "false"), ("returnUrl", "/admin/users?search=toggle"));
            answer.Headers.Location!.ToString().ShouldBe("/admin/users?search=toggle");
            var user = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/users/toggle@contoso.example");
            user.GetProperty("enabled").GetBoolean().ShouldBe(enabled);
            user.GetProperty("language").GetString().ShouldBe("bg");
        }
    }

    [Fact]
    public async Task A_file_is_imported_in_two_steps()
    {
        var refused = await UploadAsync("Name\nA\n");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("mail address");

        var answer = await UploadAsync("Email,Display Name,Language\nimported@contoso.example,Imported,bg\nbad@contoso.example,Bad,fr\n");
        var path = answer.Headers.Location!.ToString();
        var check = await EndOfAsync(path, "Checked");
        check.ShouldContain("Make these changes (1)");
        check.ShouldContain("The language must be en or bg");
        check.ShouldContain("<ins>Imported</ins>");
        await _browser.SendAsync(path, $"{path}/apply");
        (await EndOfAsync(path, "Done")).ShouldNotContain("Make these changes (1)");
        var audit = $"/api/audit?subject={path.Split('/')[^1]}";
        var rows = (await gateway.Admin.GetFromJsonAsync<JsonElement>(audit)).GetProperty("items").GetArrayLength();
        var again = await _browser.SendAsync("/admin/users/import", $"{path}/apply");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.Content.ReadAsStringAsync()).ShouldContain("was applied before");
        (await gateway.Admin.GetFromJsonAsync<JsonElement>(audit)).GetProperty("items").GetArrayLength().ShouldBe(rows, "nothing was done");
        (await _browser.ReadAsync("/admin/users?search=imported")).ShouldContain("imported%40contoso.example");
        (await _browser.GetAsync("/admin/users/imports/nothing")).Headers.Location!.ToString().ShouldBe("/admin/users/import");
        (await _browser.ReadAsync("/admin/users/export?search=imported")).ShouldContain("imported@contoso.example,Imported,false,,,bg");
    }

    private async Task<HttpResponseMessage> UploadAsync(string file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await _browser.TokenAsync("/admin/users/import")), "__RequestVerificationToken" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "users.csv" },
        };
        return await _browser.PostAsync("/admin/users/imports", form);
    }

    private async Task<string> EndOfAsync(string path, string state)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var page = await _browser.ReadAsync(path);
            if (Regex.IsMatch(page, $"data-state=\"{state}\""))
                return page;
            page.ShouldContain("http-equiv=\"refresh\"");
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}
