using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.JoinRules;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.JoinRules;

/// <summary>The organization's join rules, by program and on the page.</summary>
public sealed class JoinRulesTests : IAsyncLifetime
{
    private static readonly object s_bridge = new
    {
        id = "our-bridge", kind = "link", hosts = new[] { "meet.company.example" }, pattern = @"^/(?<room>\d{4,8})/?$", address = "{room}@vc.company.example", protocol = "sip",
    };

    private readonly GatewayHost _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_rule_is_added_tried_moved_switched_off_and_removed()
    {
        (await TryAsync("https://meet.company.example/4711")).GetProperty("target").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _gateway.Admin.PostAsJsonAsync("/api/join-rules", s_bridge)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _gateway.Admin.PostAsJsonAsync("/api/join-rules", s_bridge)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await IdsAsync())[0].ShouldBe("our-bridge");
        var found = await TryAsync("https://meet.company.example/4711");
        found.GetProperty("target").GetProperty("address").GetString().ShouldBe("4711@vc.company.example");
        found.GetProperty("target").GetProperty("rule").GetString().ShouldBe("our-bridge");
        found.GetProperty("isDialable").GetBoolean().ShouldBeTrue();

        await _gateway.RestartAsync();
        _gateway.App.Services.GetRequiredService<JoinRuleSource>().Current.RuleIds[0].ShouldBe("our-bridge", "also before anybody looks");

        (await PutAsync("our-bridge/place", new { place = 3 })).ShouldBe(HttpStatusCode.NoContent);
        (await IdsAsync()).ToList().IndexOf("our-bridge").ShouldBe(2);
        (await PutAsync("our-bridge/enabled", new { enabled = false })).ShouldBe(HttpStatusCode.NoContent);
        (await TryAsync("https://meet.company.example/4711")).GetProperty("target").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _gateway.Admin.DeleteAsync("/api/join-rules/our-bridge")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await IdsAsync()).ShouldNotContain("our-bridge");
        var audit = await _gateway.Admin.GetStringAsync("/api/audit?subject=our-bridge");
        foreach (var action in new[] { "joinRule.added", "joinRule.moved", "joinRule.switched", "joinRule.removed" })
            audit.ShouldContain(action);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_a_reason()
    {
        var wrong = await _gateway.Admin.PostAsJsonAsync("/api/join-rules", new { id = "bad", kind = "link", hosts = new[] { "x.example" }, pattern = "(" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("path");
        (await _gateway.Admin.PostAsJsonAsync("/api/join-rules", new { id = "no id!", kind = "text", pattern = "x" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var shipped = (await IdsAsync())[0];
        (await _gateway.Admin.DeleteAsync($"/api/join-rules/{shipped}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("nobody/enabled", new { enabled = true })).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync($"{shipped}/place", new { place = 0 })).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_page_adds_moves_and_tries_in_both_languages()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        const string page = "/admin/rules";
        var added = await browser.SendAsync(
            page, page, ("id", "hall"), ("kind", "Link"), ("platform", "Other"), ("protocol", "SIP"), ("hosts", "hall.example, *.hall.example"), ("pattern", "^/(?<room>\\d+)$"),
            ("address", "{room}@hall.example"));
        added.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.SendAsync(page, $"{page}/change", ("change", "down hall"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await IdsAsync())[1].ShouldBe("hall");
        var tried = await (await browser.SendAsync(page, $"{page}/test", ("location", "hall"), ("body", "<a href=\"https://hall.example/12\">Join</a> <a href=\"https://zoom.us/support\">Help</a>"))).Content.ReadAsStringAsync();
        tried.ShouldContain("12@hall.example");
        tried.ShouldContain("https://zoom.us/support");
        tried.ShouldContain("a page of the service");

        var wrong = await browser.SendAsync(page, page, ("id", "hall"), ("kind", "Link"), ("hosts", "hall.example"), ("pattern", "^/x"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("There is a rule &#x27;hall&#x27; already.");
        (await browser.SendAsync(page, $"{page}/change", ("change", "off hall"), ("search", "hall"))).Headers.Location!.ToString().ShouldBe("/admin/rules?saved=true&search=hall#rule-hall");
        (await browser.SendAsync(page, $"{page}/change", ("change", "on hall"), ("all", "true"))).Headers.Location!.ToString().ShouldBe("/admin/rules?saved=true&all=true#rule-hall");
        (await browser.SendAsync(page, $"{page}/change", ("change", "remove hall"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.SendAsync(page, $"{page}/change", ("change", "nonsense"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GetAsync("/admin/language/bg");
        WebUtility.HtmlDecode(await browser.ReadAsync(page)).ShouldContain("Изпробване на покана");
    }

    [Fact]
    public async Task The_page_tries_long_invitations_to_their_end_and_the_link_of_the_online_meeting()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        const string page = "/admin/rules";
        var form = await browser.ReadAsync(page);
        Regex.Match(form, "<form[^>]*action=\"/admin/rules/test\"[^>]*>").Value.ShouldContain("multipart/form-data");
        Regex.Match(form, "<textarea id=\"body\"[^>]*>").Value.ShouldNotContain("maxlength");

        (await TryOnPageAsync(("body", string.Concat(Enumerable.Repeat("Покана ", 35_000)) + "https://zoom.us/j/123456789"))).ShouldContain("Rule zoom");
        var online = await TryOnPageAsync(("online", "https://zoom.us/j/987654321"), ("body", "Join the meeting now"));
        online.ShouldContain("in the online meeting");
        online.ShouldContain("value=\"https://zoom.us/j/987654321\"");

        async Task<string> TryOnPageAsync(params (string Name, string Value)[] fields)
        {
            using var sent = new MultipartFormDataContent { { new StringContent(await browser.TokenAsync(page)), "__RequestVerificationToken" } };
            foreach (var (name, value) in fields)
                sent.Add(new StringContent(value), name);
            var answer = await browser.PostAsync($"{page}/test", sent);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    private async Task<JsonElement> TryAsync(string body)
    {
        var answer = await _gateway.Admin.PostAsJsonAsync("/api/join-rules/test", new { body });
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<IReadOnlyList<string>> IdsAsync() =>
        [.. (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/join-rules")).EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];

    private async Task<HttpStatusCode> PutAsync(string path, object body) => (await _gateway.Admin.PutAsJsonAsync($"/api/join-rules/{path}", body)).StatusCode;
}
