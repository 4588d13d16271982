using System.Net;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

public sealed class SignInTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/admin")]
    [InlineData("/admin/rooms")]
    [InlineData("/admin/users/anna@contoso.example")]
    [InlineData("/admin/meetings/040000008200E00074C5B7101A82E008")]
    public async Task A_stranger_is_asked_to_sign_in(string path)
    {
        var answer = await gateway.Anyone.GetAsync(path);
        // The client follows the redirect.
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/admin/sign-in");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Administrator key");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_key_opens_the_page_that_was_asked_for()
    {
        using var browser = new AdminBrowser(gateway);
        var asked = await browser.GetAsync("/admin/meetings?room=rila@contoso.example");
        var signIn = asked.Headers.Location!.PathAndQuery;

        var answer = await browser.SendAsync(signIn, "/admin/sign-in", ("key", gateway.Key), ("returnUrl", "/admin/meetings?room=rila@contoso.example"));

        answer.Headers.Location!.ToString().ShouldBe("/admin/meetings?room=rila@contoso.example");
        (await browser.ReadAsync("/admin/meetings?room=rila@contoso.example")).ShouldContain("rila@contoso.example");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("hc-admin=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        cookie.ShouldContain("path=/admin");
        cookie.ShouldNotContain(gateway.Key.ToLowerInvariant());
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing()
    {
        using var browser = new AdminBrowser(gateway);
        var answer = await browser.SendAsync("/admin/sign-in", "/admin/sign-in", ("key", "wrong"), ("returnUrl", "/admin/rooms"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("This is not the administrator key.");
        (await browser.GetAsync("/admin/rooms")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var browser = new AdminBrowser(gateway);
        (await browser.PostAsync("/admin/sign-in", ("key", gateway.Key))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await browser.SignInAsync(gateway);
        (await browser.PostAsync("/admin/rooms/rila@contoso.example/reconcile")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.PostAsync("/admin/sign-out")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GetAsync("/admin/rooms")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.SendAsync("/admin/rooms", "/admin/sign-out")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync("/admin/overview")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_does_not_open_the_API()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.GetAsync("/api/organization")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/admin/rooms/rila@contoso.example?read=true", "/admin/rooms/rila@contoso.example?read=true")]
    [InlineData("https://evil.example/admin/rooms", "/admin/overview")]
    [InlineData("//evil.example/admin/", "/admin/overview")]
    [InlineData("/admin/\\evil.example", "/admin/overview")]
    [InlineData("/admin/sign-in", "/admin/overview")]
    [InlineData("/api/organization", "/admin/overview")]
    [InlineData(null, "/admin/overview")]
    public void Nobody_is_sent_elsewhere(string? asked, string path) => AdminSession.SafeReturn(asked).ShouldBe(path);
}
