using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

public sealed class AdminTextsTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public void Both_languages_say_the_same_things()
    {
        var (english, bulgarian) = (AdminTexts.Of("en"), AdminTexts.Of("bg"));
        bulgarian.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var key in english.Keys.Where(key => key != "language"))
        {
            Places(bulgarian[key]).ShouldBe(Places(english[key]), key);
            bulgarian[key].ShouldNotBe(english[key], key);
        }
    }

    [Fact]
    public async Task A_browser_gets_its_language_unless_somebody_chose_another()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.ReadAsync("/admin/rooms")).ShouldContain("<html lang=\"en\">");
        var chosen = await browser.GetAsync("/admin/language/bg?returnUrl=%2Fadmin%2Frooms%3Fsearch%3Da");
        chosen.Headers.Location!.ToString().ShouldBe("/admin/rooms?search=a");
        var page = await browser.ReadAsync("/admin/rooms");
        page.ShouldContain("<html lang=\"bg\">");
        System.Net.WebUtility.HtmlDecode(page).ShouldContain("Стаи");

        var request = new HttpRequestMessage(HttpMethod.Get, "/admin/sign-in");
        request.Headers.AcceptLanguage.ParseAdd("fr, bg-BG;q=0.8, en;q=0.5");
        (await (await gateway.Anyone.SendAsync(request)).Content.ReadAsStringAsync()).ShouldContain("<html lang=\"bg\">");
    }

    private static string[] Places(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order()];
}
