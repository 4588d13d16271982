using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Connectors are registered, and rooms in TMS mapped, on the page.</summary>
public sealed class ConnectorPagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private const string Page = "/admin/connectors";
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_connector_is_registered_gets_another_token_and_is_removed()
    {
        var wrong = await _browser.SendAsync(Page, Page, ("host", "Connector.contoso.example"), ("displayName", "Basement"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Has capital letters");

        var made = await (await _browser.SendAsync(Page, Page, ("host", "connector.contoso.example"), ("displayName", "Basement"))).Content.ReadAsStringAsync();
        var token = Regex.Match(made, "connector register http://127.0.0.1:9/base (?<token>[^<]+)<").Groups["token"].Value;
        token.ShouldNotBeEmpty();
        var listed = await _browser.ReadAsync(Page);
        listed.ShouldContain("Basement");
        listed.ShouldNotContain(token);
        (await _browser.SendAsync(Page, Page, ("host", "connector.contoso.example"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var again = await (await _browser.SendAsync(Page, $"{Page}/connector.contoso.example/token")).Content.ReadAsStringAsync();
        again.ShouldContain("connector register");
        again.ShouldNotContain(token);
        (await _browser.SendAsync(Page, $"{Page}/connector.contoso.example/remove")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await gateway.Admin.GetStringAsync("/api/connectors")).ShouldNotContain("Basement");
        var audit = await _browser.ReadAsync("/admin/audit?subject=connector.contoso.example");
        audit.ShouldContain("Connector removed");
        audit.ShouldNotContain(token);
    }

    [Fact]
    public async Task Rooms_in_TMS_are_mapped_one_by_one_and_as_a_table()
    {
        (await _browser.SendAsync(Page, $"{Page}/rooms", ("mail", "Ropotamo@contoso.example"), ("systemId", "41"), ("systemName", "Ropotamo"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var taken = await _browser.SendAsync(Page, $"{Page}/rooms", ("mail", "kamchia@contoso.example"), ("systemId", "41"));
        (await taken.Content.ReadAsStringAsync()).ShouldContain("stands in the room ropotamo@contoso.example already");
        (await (await _browser.SendAsync(Page, $"{Page}/rooms", ("mail", "no mail"), ("systemId", "-1"))).Content.ReadAsStringAsync()).ShouldContain("Must be a positive number.");

        var mistakes = await UploadAsync("Mailbox,System ID\nmesta@contoso.example,x\n");
        mistakes.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await mistakes.Content.ReadAsStringAsync()).ShouldContain("Line 2");
        (await UploadAsync("Mailbox;System ID;System Name\nmesta@contoso.example;42;Mesta\niskar@contoso.example;43;Iskar\n")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var rooms = await gateway.Admin.GetStringAsync("/api/tms-rooms");
        rooms.ShouldContain("mesta@contoso.example");
        rooms.ShouldContain("ropotamo@contoso.example", customMessage: "Nothing is removed without being asked for.");
        (await (await UploadAsync("Mailbox,System ID\nveleka@contoso.example,41\n")).Content.ReadAsStringAsync()).ShouldContain("stands in the room ropotamo@contoso.example already");
        (await UploadAsync("Mailbox,System ID,System Name\nmesta@contoso.example,42,Mesta\niskar@contoso.example,43,Iskar\n", removesOthers: true)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.ReadAsync($"{Page}/rooms/export")).ShouldEndWith("Mailbox,System ID,System Name\r\niskar@contoso.example,43,Iskar\r\nmesta@contoso.example,42,Mesta\r\n");
        (await _browser.SendAsync(Page, $"{Page}/rooms/iskar%40contoso.example/remove")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var starts = new DateTimeOffset(2095, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var catalog = gateway.App.Services.GetRequiredService<Catalog>();
        foreach (var (id, room) in new[] { ("in-tms", "mesta@contoso.example"), ("not-in-tms", "iskar@contoso.example") })
            await catalog.PutMeetingAsync(new MeetingRow { ICalUId = id, Organizer = "tms@contoso.example", Starts = starts, Ends = starts + 1000, JoinState = SeriesJoinState.Ready }, [room], []);
        foreach (var list in new[] { await _browser.ReadAsync(Page), await gateway.Admin.GetStringAsync("/api/meetings/conferences") })
        {
            list.ShouldContain("in-tms");
            list.ShouldNotContain("not-in-tms");
        }
    }

    private async Task<HttpResponseMessage> UploadAsync(string table, bool removesOthers = false)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await _browser.TokenAsync(Page)), "__RequestVerificationToken" },
            { new StringContent(removesOthers ? "true" : ""), "removesOthers" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "file", "rooms.csv" },
        };
        return await _browser.PostAsync($"{Page}/rooms/table", form);
    }
}
