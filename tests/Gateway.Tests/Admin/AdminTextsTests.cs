using System.Net.Http.Json;
using System.Text.Json;
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

    [Theory]
    [InlineData(typeof(Grains.Organizations.OrganizationSettings))]
    [InlineData(typeof(Grains.Rooms.WorkspaceSettings))]
    [InlineData(typeof(Grains.Users.UserSettings))]
    [InlineData(typeof(Grains.Devices.DeviceSettings))]
    [InlineData(typeof(Grains.Connectors.ConnectorSettings))]
    [InlineData(typeof(Grains.Conferences.TmsRoomRow))]
    public void Whatever_the_audit_log_tells_of_settings_has_a_name_in_both_languages(Type settings)
    {
        foreach (var property in settings.GetProperties().Where(property => property.SetMethod is not null))
        {
            var field = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            foreach (var texts in AdminTexts.Languages.Select(AdminTexts.Of))
            {
                texts.Keys.ShouldContain($"field.{field}");
                foreach (var value in type.IsEnum ? Enum.GetNames(type) : [])
                    texts.Keys.ShouldContain($"value.{field}.{JsonNamingPolicy.CamelCase.ConvertName(value)}");
            }
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

    [Fact]
    public async Task Whoever_has_the_local_key_is_named_and_found_in_the_readers_language()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/users/keyed@contoso.example", new { displayName = "Keyed" })).EnsureSuccessStatusCode();
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.ReadAsync("/admin/audit?who=administrator%20key")).ShouldContain("keyed@contoso.example");
        await browser.GetAsync("/admin/language/bg");
        var page = System.Net.WebUtility.HtmlDecode(await browser.ReadAsync($"/admin/audit?who={Uri.EscapeDataString("администраторски ключ")}"));
        page.ShouldContain("keyed@contoso.example");
        page.ShouldContain("<td>администраторски ключ</td>");
        page.ShouldNotContain("local key");
    }

    private static string[] Places(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order()];
}
