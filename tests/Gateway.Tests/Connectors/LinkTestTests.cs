using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>An administrator has a connector's link to TMS tested from the gateway's side.</summary>
public sealed class LinkTestTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Page = "/admin/connectors";

    [Fact]
    public async Task What_the_connector_found_is_told_on_both_sides()
    {
        var test = new HeldTest();
        await using var connector = await StartAsync(test);
        var told = await StatusAsync(connector.Id);
        told.GetProperty("reported").GetProperty("tms").GetProperty("address").GetString().ShouldBe(HeldTest.Address);
        told.GetProperty("reported").GetProperty("certificates").GetArrayLength().ShouldBe(1);

        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        var asked = await browser.SendAsync(Page, $"{Page}/{connector.Id}/test", ("books", "true"));
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await test.AskedAsync()).ShouldBeTrue();
        (await browser.ReadAsync($"{Page}?tested={connector.Id}")).ShouldContain("http-equiv=\"refresh\"");
        (await browser.ReadAsync(Page)).ShouldNotContain("http-equiv=\"refresh\"");
        (await StartTestAsync(connector.Id)).ShouldBe(HttpStatusCode.Conflict);
        test.Answer();

        var results = await AnsweredAsync(connector.Id);
        results.GetArrayLength().ShouldBe(3);
        results[1].GetProperty("state").GetString().ShouldBe("bad");
        var page = await browser.ReadAsync($"{Page}?tested={connector.Id}");
        page.ShouldNotContain("http-equiv=\"refresh\"");
        page.ShouldContain("Booking for organizers: ");
        page.ShouldContain("The account may not.");
        page.ShouldContain("data-test=\"bad\"");
        page.ShouldContain("data-use=\"Tms\"");
        page.ShouldContain("10 days left");
        (await browser.ReadAsync($"/admin/audit?subject={connector.Id}")).ShouldContain("Link to TMS tested");
    }

    [Fact]
    public async Task Each_step_of_setting_a_connector_up_tells_whether_it_is_done()
    {
        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        (await browser.SendAsync(Page, Page, ("host", "steps.company.com"), ("displayName", "Steps"))).EnsureSuccessStatusCode();
        (await StepsAsync(browser)).ShouldBe("name");
        (await browser.ReadAsync(Page)).ShouldContain("Setting up Steps: 1 of 5 steps are done.");
        await gateway.Admin.DeleteAsync("/api/connectors/steps.company.com");

        var test = new HeldTest();
        await using var connector = await StartAsync(test);
        (await StepsAsync(browser)).ShouldBe("name register", "nobody has seen yet whether TMS lets the machine in");
        (await browser.ReadAsync(Page)).ShouldContain("<a href=\"#tms-rooms\">");
        (await browser.SendAsync(Page, $"{Page}/rooms", ("mail", "steps@contoso.example"), ("systemId", "77"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await StepsAsync(browser)).ShouldBe("name register link");

        test.Answer();
        await TestAsync(connector.Id, books: true);
        (await StepsAsync(browser)).ShouldBe("name register link", "the account may not book for others");
        (await browser.ReadAsync(Page)).ShouldContain($"<a href=\"#connector-{connector.Id}\">");
        test.Booking = LinkTestState.Warning;
        await TestAsync(connector.Id, books: false);
        (await StepsAsync(browser)).ShouldBe("prepare name register link", "no meeting was booked");
        (await browser.ReadAsync(Page)).ShouldContain("but no meeting was booked");
        test.Meeting = LinkTestState.Bad;
        await TestAsync(connector.Id, books: true);
        (await StepsAsync(browser)).ShouldBe("prepare name register link", "no meeting can be booked");
        test.Meeting = LinkTestState.Good;
        await TestAsync(connector.Id, books: true);
        (await StepsAsync(browser)).ShouldBeNull("all is done");
        (await browser.ReadAsync(Page)).ShouldContain("Meetings can be booked.");
        await browser.GetAsync("/admin/language/bg");
        await TestAsync(connector.Id, books: false);
        WebUtility.HtmlDecode(await browser.ReadAsync(Page)).ShouldContain("но среща не беше резервирана");
    }

    [Fact]
    public async Task Whoever_cannot_be_asked_is_told_so()
    {
        (await StartTestAsync("nowhere.company.com")).ShouldBe(HttpStatusCode.NotFound);
        await using var old = await StartAsync(test: null);
        (await StartTestAsync(old.Id)).ShouldBe(HttpStatusCode.Conflict);
        await using var away = await TestConnector.RegisterAsync(gateway, gateway.Address, new CountingHandler());
        (await StartTestAsync(away.Id)).ShouldBe(HttpStatusCode.Conflict);

        using var browser = new AdminBrowser(gateway);
        await browser.SignInAsync(gateway);
        await browser.GetAsync("/admin/language/bg");
        var refused = await browser.SendAsync(Page, $"{Page}/{away.Id}/test");
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain("Конекторът не е свързан");
    }

    private async Task<TestConnector> StartAsync(HeldTest? test)
    {
        var connector = await TestConnector.RegisterAsync(gateway, gateway.Address, new CountingHandler());
        await connector.StartAsync(test);
        await UntilAsync(async () => (await StatusAsync(connector.Id)).GetProperty("reported").ValueKind == JsonValueKind.Object);
        return connector;
    }

    /// <summary>The steps that are done; null when the page does not unfold them.</summary>
    private static async Task<string?> StepsAsync(AdminBrowser browser)
    {
        var page = await browser.ReadAsync(Page);
        page.Contains("data-done", StringComparison.Ordinal).ShouldBe(Regex.IsMatch(page, @"<details open[^>]*>\s*<summary id=""register"""));
        return page.Contains("data-done", StringComparison.Ordinal)
            ? string.Join(' ', Regex.Matches(page, "data-step=\"(?<step>[a-z]+)\" data-done=\"true\"").Select(match => match.Groups["step"].Value))
            : null;
    }

    private async Task TestAsync(string id, bool books)
    {
        (await StartTestAsync(id, books)).ShouldBe(HttpStatusCode.Accepted);
        await AnsweredAsync(id);
    }

    private async Task<HttpStatusCode> StartTestAsync(string id, bool books = false)
    {
        using var answer = await gateway.Admin.PostAsJsonAsync($"/api/connectors/{id}/test", new { books });
        return answer.StatusCode;
    }

    private async Task<JsonElement> StatusAsync(string id) => (await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/connectors/{id}")).GetProperty("status");

    private async Task<JsonElement> AnsweredAsync(string id)
    {
        JsonElement test = default;
        await UntilAsync(async () =>
        {
            test = (await StatusAsync(id)).GetProperty("test");
            return test.GetProperty("answeredAt").ValueKind == JsonValueKind.String;
        });
        return test.GetProperty("results");
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(50, deadline.Token);
    }
}
