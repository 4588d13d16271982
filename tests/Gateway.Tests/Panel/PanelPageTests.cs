using System.Net;
using System.Net.Http.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Panel;

/// <summary>What the server gives a panel; the end-to-end tests press its buttons.</summary>
public sealed class PanelPageTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_stranger_sees_the_code_entry_and_nothing_about_the_room()
    {
        await gateway.MakeDeviceAsync("secret");
        var known = await GetAsync("/rooms/secret");
        known.ShouldContain("id=\"activation\"");
        known.ShouldNotContain("Rila");
        (await GetAsync("/rooms/nowhere")).ShouldBe(known.Replace("secret", "nowhere"));
    }

    [Fact]
    public async Task An_activated_panel_sees_its_room()
    {
        await gateway.MakeDeviceAsync("linked");
        var answer = await gateway.Anyone.PostAsJsonAsync("/devices/linked/activation", new { code = await gateway.MakeCodeAsync("linked"), asCookie = true });
        var page = await GetAsync("/rooms/linked", ("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]));
        page.ShouldContain("<h1>Rila</h1>");
        page.ShouldContain("id=\"join\"");
        page.ShouldNotContain("id=\"activation\"");
    }

    [Theory]
    [InlineData("bg-BG,bg;q=0.9,en;q=0.8", "bg")]
    [InlineData("en-GB,bg;q=0.9", "en")]
    [InlineData("de,bg;q=0.2", "bg")]
    [InlineData("bg;q=0,en", "en")]
    [InlineData("de", "en")]
    [InlineData("*", "en")]
    public async Task The_browsers_language_is_taken(string accepted, string language) =>
        (await GetAsync("/rooms/words", ("Accept-Language", accepted))).ShouldContain($"<html lang=\"{language}\">");

    [Theory]
    [InlineData("/panel/panel.css", "text/css")]
    [InlineData("/panel/panel.js", "text/javascript")]
    [InlineData("/panel/bookings.js", "text/javascript")]
    [InlineData("/panel/stream.js", "text/javascript")]
    public async Task Its_parts_are_served_with_a_tag(string path, string type)
    {
        var answer = await gateway.Anyone.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Headers.ETag.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_inline_is_allowed_or_needed()
    {
        var answer = await gateway.Anyone.GetAsync("/rooms/policy");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain(" style=");
        page.ShouldNotContain(" onclick=");
        page.ShouldNotContain("<script>");
        page.ShouldNotContain("//fonts");
    }

    [Fact]
    public async Task An_id_that_is_none_has_no_page() =>
        (await gateway.Anyone.GetAsync("/rooms/%3Cscript%3E")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    private async Task<string> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await gateway.Anyone.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }
}
