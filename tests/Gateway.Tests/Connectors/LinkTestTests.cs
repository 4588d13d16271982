using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
        results.GetArrayLength().ShouldBe(2);
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

    private async Task<HttpStatusCode> StartTestAsync(string id)
    {
        using var answer = await gateway.Admin.PostAsJsonAsync($"/api/connectors/{id}/test", new { books = false });
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
