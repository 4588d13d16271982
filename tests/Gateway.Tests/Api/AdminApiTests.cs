using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Api;

public sealed class AdminApiTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_user_is_set_up_and_listed()
    {
        var user = new { displayName = "Pat O'Brien", enabled = false, preferredSite = "company.webex.com", personalRoomLink = "company.webex.com/meet/pat", language = "bg" };
        (await gateway.Admin.PutAsJsonAsync("/api/users/Pat.O'Brien@Contoso.example", user)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var read = await ReadAsync("/api/users/pat.o'brien@contoso.example");
        read.GetProperty("personalRoomLink").GetString().ShouldBe("https://company.webex.com/meet/pat");
        var listed = (await ReadAsync("/api/users?top=500")).GetProperty("items").EnumerateArray();
        listed.ShouldContain(row => row.GetProperty("mail").GetString() == "pat.o'brien@contoso.example");
        (await ReadAsync("/api/users/pat.o'brien@contoso.example/status")).GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            (await gateway.Admin.PutAsJsonAsync($"/api/devices/page-{i}", new { displayName = $"Page {i}" })).EnsureSuccessStatusCode();
        var ids = new List<string>();
        for (string? after = "page-"; after is not null;)
        {
            var page = await ReadAsync($"/api/devices?after={after}&top=2");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            after = page.GetProperty("next").GetString();
        }
        ids.Where(id => id.StartsWith("page-", StringComparison.Ordinal)).ShouldBe(["page-0", "page-1", "page-2", "page-3", "page-4"]);
    }

    [Fact]
    public async Task A_workspace_with_its_devices_is_set_up()
    {
        (await gateway.Admin.PutAsJsonAsync("/api/devices/stands", new { displayName = "Board" })).EnsureSuccessStatusCode();
        var workspace = new { displayName = "Rila", calendarEnabled = true, devices = new[] { "stands" } };
        (await gateway.Admin.PutAsJsonAsync("/api/workspaces/rila@contoso.example", workspace)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync("/api/workspaces/rila@contoso.example")).GetProperty("devices")[0].GetString().ShouldBe("stands");
        var devices = await ReadAsync("/api/devices?workspace=Rila@contoso.example");
        devices.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe("stands");
        (await gateway.Admin.PostAsync("/api/workspaces/rila@contoso.example/reconcile", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync("/api/workspaces/rila@contoso.example/timeline")).ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Theory]
    [InlineData("PUT", "/api/users/nobody", """{"displayName":""}""", "@")]
    [InlineData("PUT", "/api/users/a@b", """{"displayName":""}""", "domain")]
    [InlineData("PUT", "/api/users/.a@b.example", """{"displayName":""}""", "dot")]
    [InlineData("PUT", "/api/users/a@b.example", """{"personalRoomLink":"https://evil.example/meet/a"}""", "personalRoomLink")]
    [InlineData("PUT", "/api/users/a@b.example", """{"personalRoomLink":"javascript:alert(1)"}""", "personalRoomLink")]
    [InlineData("PUT", "/api/users/a@b.example", """{"language":"fr"}""", "language")]
    [InlineData("PUT", "/api/workspaces/a@b.example", """{"devices":["never-made"]}""", "never-made")]
    [InlineData("PUT", "/api/workspaces/a@b.example", """{"devices":null}""", "devices")]
    [InlineData("PUT", "/api/devices/a%24b", """{"displayName":""}""", "id")]
    [InlineData("PUT", "/api/devices/ab", """{"link":"webexCloud"}""", "webexDeviceId")]
    [InlineData("GET", "/api/users?top=0", "", "top")]
    [InlineData("GET", "/api/meetings?organizer=x", "", "@")]
    public async Task What_is_wrong_is_said(string method, string path, string body, string named)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await gateway.Admin.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(named);
    }

    [Theory]
    [InlineData("GET", "/api/devices/nowhere")]
    [InlineData("POST", "/api/devices/nowhere/activation-code")]
    [InlineData("GET", "/api/meetings/040000008200E00074C5B7101A82E008")]
    public async Task What_does_not_exist_is_not_found(string method, string path)
    {
        var answer = await gateway.Admin.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Meetings_are_found_by_organizer_and_room()
    {
        var soon = DateTimeOffset.UnixEpoch.AddYears(200).ToUnixTimeMilliseconds();
        var row = new MeetingRow { ICalUId = "uid/1", Organizer = "ann@contoso.example", Starts = soon, Ends = soon + 1000, JoinState = SeriesJoinState.Ready };
        await gateway.App.Services.GetRequiredService<Catalog>().PutMeetingAsync(row, ["pirin@contoso.example"], []);
        foreach (var query in new[] { "organizer=Ann@contoso.example", "room=pirin@contoso.example" })
        {
            var found = (await ReadAsync($"/api/meetings?{query}")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            found.GetProperty("iCalUId").GetString().ShouldBe("uid/1");
            found.GetProperty("joinState").GetString().ShouldBe("ready");
        }
        (await ReadAsync("/api/meetings/uid%2F1/timeline")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_document_describes_every_call()
    {
        var document = JsonDocument.Parse(await gateway.Anyone.GetStringAsync("/openapi/v1.json")).RootElement;
        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => (path.Name, call))).ToList();
        calls.Count.ShouldBeGreaterThan(20);
        calls.ShouldAllBe(pair => pair.call.Value.GetProperty("summary").GetString()!.Length > 10);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told_to_anyone(string path) => (await gateway.Anyone.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    private async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await gateway.Admin.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
