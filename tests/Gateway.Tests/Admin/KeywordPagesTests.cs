using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

public sealed class KeywordPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private const string Page = "/admin/keywords";
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Keywords_and_texts_are_changed_by_whoever_saw_them_last()
    {
        (await gateway.Admin.SendAsync(await PutBuffersAsync())).EnsureSuccessStatusCode();
        var version = (await ReadAsync()).GetProperty("version").GetInt32();
        (await SendAsync(version, "OneTimeMeeting", "Tms", "Здравейте", "company.webex.com")).Headers.Location!.ToString().ShouldBe("/admin/keywords?saved=true");

        var read = await ReadAsync();
        read.GetProperty("webexAction").GetString().ShouldBe("oneTimeMeeting");
        read.GetProperty("meetAction").GetString().ShouldBe("tms");
        read.GetProperty("blockTexts").GetProperty("bg").GetProperty("header").GetString().ShouldBe("Здравейте");
        read.GetProperty("startBufferMinutes").GetInt32().ShouldBe(7, "what has no field here stays");
        (await _browser.ReadAsync("/admin/audit")).ShouldContain("Organization changed");

        var stale = await SendAsync(version, "Space", "Space", "Another", "company.webex.com");
        stale.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stale.Content.ReadAsStringAsync()).ShouldContain("changed by somebody else");
        var wrong = await SendAsync(read.GetProperty("version").GetInt32(), "Tms", "Space", "", "https://x");
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Must be the name of a Webex site");
        (await ReadAsync()).GetProperty("meetAction").GetString().ShouldBe("tms");
        // What no list offers is not chosen.
        (await SendAsync(read.GetProperty("version").GetInt32(), "99", "nonsense", "", "company.webex.com")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((await ReadAsync()).GetProperty("webexAction").GetString(), (await ReadAsync()).GetProperty("meetAction").GetString()).ShouldBe(("oneTimeMeeting", "tms"));
    }

    [Fact]
    public async Task What_holds_for_all_rooms_is_set_here()
    {
        var (before, page) = (await ReadAsync(), await _browser.ReadAsync(Page));
        page.ShouldContain("name=\"deviceDays\"");
        (string, string)[] fields = [("version", $"{before.GetProperty("version").GetInt32()}"), ("startBufferMinutes", "12"), ("endBufferMinutes", "3"), ("titleMasking", "All")];
        (await _browser.SendAsync(Page, Page, [.. fields, ("deviceDays", "14")])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var read = await ReadAsync();
        (read.GetProperty("startBufferMinutes").GetInt32(), read.GetProperty("endBufferMinutes").GetInt32(), read.GetProperty("deviceDays").GetInt32()).ShouldBe((12, 3, 14));
        read.GetProperty("titleMasking").GetString().ShouldBe("all");
        read.GetProperty("showTentative").GetBoolean().ShouldBeFalse("its box was not ticked");
        read.GetProperty("horizonMonths").GetInt32().ShouldBe(before.GetProperty("horizonMonths").GetInt32(), "what has no field here stays");

        var wrong = await _browser.SendAsync(Page, Page, ("version", $"{read.GetProperty("version").GetInt32()}"), ("deviceDays", "0"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Must be 1 to 365.");
    }

    [Fact]
    public async Task The_preview_is_the_block_that_will_be_written()
    {
        var answer = await _browser.SendAsync(Page, "/admin/keywords/preview", ("language", "bg"), ("header", "Добре дошли"), ("footer", "<b>Помощ</b>"));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("Добре дошли\r\nПрисъединете се към срещата");
        text.ShouldContain("<b>Помощ</b>");
        (await _browser.SendAsync(Page, "/admin/keywords/preview", ("language", "fr"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var byApi = await gateway.Admin.PostAsJsonAsync("/api/organization/preview", new { language = "en", header = "Hello" });
        var preview = await byApi.Content.ReadFromJsonAsync<JsonElement>();
        preview.GetProperty("text").GetString()!.ShouldContain("Hello\r\nJoin this meeting");
        preview.GetProperty("html").GetString()!.ShouldContain("<b>Join this meeting</b>");
        (await gateway.Admin.PostAsJsonAsync("/api/organization/preview", new { language = "fr" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> SendAsync(int version, string webex, string meet, string header, string site) => _browser.SendAsync(
        Page, Page, ("version", $"{version}"), ("webexAction", webex), ("meetAction", meet), ("defaultSite", site), ("defaultLanguage", "bg"), ("header-bg", header));

    private async Task<HttpRequestMessage> PutBuffersAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/organization") { Content = JsonContent.Create(new { startBufferMinutes = 7 }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{(await ReadAsync()).GetProperty("version").GetInt32()}\"");
        return request;
    }

    private Task<JsonElement> ReadAsync() => gateway.Admin.GetFromJsonAsync<JsonElement>("/api/organization");
}
