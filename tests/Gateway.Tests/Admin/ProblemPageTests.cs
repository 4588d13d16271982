using System.Net;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>What goes wrong is told to a person on a page, in his language, and to a program as JSON.</summary>
public sealed class ProblemPageTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("en", "There is nothing at this address.", "To the overview")]
    [InlineData("bg", "На този адрес няма нищо.", "Към прегледа")]
    public async Task A_page_that_is_not_there_leads_back(string language, string told, string back)
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        await browser.GetAsync($"/admin/language/{language}");
        foreach (var path in (string[])["/admin/rooms/no-address", "/admin/nothing", "/admin/meetings/gone/neither"])
        {
            var answer = await browser.SendAsync(Ask(HttpMethod.Get, path));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            page.ShouldContain(told);
            page.ShouldContain(back);
            page.ShouldContain($"<html lang=\"{language}\">");
        }
    }

    [Fact]
    public async Task A_form_that_is_out_of_date_says_what_to_do()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        var form = Ask(HttpMethod.Post, "/admin/keywords");
        form.Content = new FormUrlEncodedContent([]);
        var answer = await browser.SendAsync(form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("load the page again and repeat");
        page.ShouldContain("href=\"/admin/rooms\"");
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_named_without_being_repeated()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        await browser.GetAsync("/admin/language/bg");
        var answer = await browser.SendAsync(Ask(HttpMethod.Get, "/admin/meetings?tms=perhaps"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        page.ShouldContain("Стойността на „tms“");
        page[page.IndexOf("<main", StringComparison.Ordinal)..].ShouldNotContain("perhaps");
    }

    [Fact]
    public async Task A_program_gets_JSON()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.GetAsync("/admin/rooms/no-address")).Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var api = Ask(HttpMethod.Get, "/api/nothing");
        api.Headers.Authorization = gateway.Admin.DefaultRequestHeaders.Authorization;
        (await gateway.Anyone.SendAsync(api)).Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    /// <summary>As a browser asks for a page.</summary>
    private static HttpRequestMessage Ask(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        return request;
    }
}
