using System.Net;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Security;

public sealed class OpenIdSignInTests(IssuerGateway world) : IClassFixture<IssuerGateway>
{
    [Fact]
    public async Task Whoever_has_the_role_signs_in_through_the_issuer()
    {
        using var browser = new AdminBrowser(world.Gateway);
        var page = await browser.SignInThroughAsync(world.Issuer, "HybridCalendar.Admin", "/admin/meetings?room=rila@contoso.example");
        page.ShouldContain("0;url=/admin/meetings?room=rila@contoso.example");
        var rooms = await browser.ReadAsync("/admin/rooms");
        rooms.ShouldContain("ann@contoso.example");
        rooms.ShouldNotContain("reads only");
    }

    [Fact]
    public async Task Whoever_only_reads_sees_no_form_that_changes_something()
    {
        using var browser = new AdminBrowser(world.Gateway);
        await browser.SignInThroughAsync(world.Issuer, "HybridCalendar.Reader");
        (await browser.ReadAsync("/admin/rooms")).ShouldContain("reads only");
        using var admin = world.Client("HybridCalendar.Admin");
        await admin.PutAsync("/api/users/seen@contoso.example", new StringContent("{\"enabled\":true}", System.Text.Encoding.UTF8, "application/json"));
        (await browser.ReadAsync("/admin/users/seen@contoso.example")).ShouldNotContain("/reconcile");
    }

    [Fact]
    public async Task Whoever_has_no_role_stays_outside()
    {
        using var browser = new AdminBrowser(world.Gateway);
        var answer = await browser.ComeBackAsync(world.Issuer, "Somebody.Else");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("you have no role here");
        (await browser.GetAsync("/admin/rooms")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_code_opens_nothing_twice_nor_in_another_browser()
    {
        using var browser = new AdminBrowser(world.Gateway);
        var back = await browser.AskIssuerAsync(world.Issuer, "HybridCalendar.Admin");
        using var other = new AdminBrowser(world.Gateway);
        (await other.GetAsync(back)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync(back + "x")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync(back)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "the sign-in is over after a wrong state");

        back = await browser.AskIssuerAsync(world.Issuer, "HybridCalendar.Admin");
        (await browser.GetAsync(back)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync(back)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_for_another_sign_in_is_refused()
    {
        using var browser = new AdminBrowser(world.Gateway);
        world.Issuer.Nonce = "another";
        var answer = await browser.ComeBackAsync(world.Issuer, "HybridCalendar.Admin");
        world.Issuer.Nonce = null;
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_sign_in_page_leads_to_the_issuer() =>
        (await world.Gateway.Anyone.GetStringAsync("/admin/sign-in")).ShouldContain("/admin/sign-in/openid?returnUrl=%2Fadmin%2Foverview");

    [Fact]
    public async Task An_issuer_that_is_away_is_named()
    {
        await using var gateway = new GatewayHost(
            TimeProvider.System, "--Admin:Authority=http://127.0.0.1:9", "--Admin:Audience=a", "--Admin:ClientId=c");
        await gateway.InitializeAsync();
        var answer = await gateway.Admin.GetAsync("/api/organization");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Admin:Authority");
    }
}
