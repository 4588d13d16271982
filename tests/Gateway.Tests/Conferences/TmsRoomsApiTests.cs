using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>"Map room mailboxes to TMS systems": by hand and by CSV.</summary>
public sealed class TmsRoomsApiTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_room_is_given_a_system_and_loses_it()
    {
        (await ReplaceAsync("Mailbox,System ID\nother@contoso.example,9\n")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync("Vitosha@contoso.example", 66)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync("vitosha@contoso.example", 67)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RowsAsync()).ShouldBe(["other@contoso.example 9", "vitosha@contoso.example 67"]);
        var taken = await PutAsync("rodopi@contoso.example", 67);
        taken.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await taken.Content.ReadAsStringAsync()).ShouldContain("vitosha@contoso.example");
        (await PutAsync("rodopi@contoso.example", 0)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("rodopi", 5)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await gateway.Admin.DeleteAsync("/api/tms-rooms/VITOSHA@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await gateway.Admin.DeleteAsync("/api/tms-rooms/vitosha@contoso.example")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await RowsAsync()).ShouldBe(["other@contoso.example 9"]);
    }

    [Fact]
    public async Task A_table_with_a_mistake_changes_nothing_and_each_line_is_named()
    {
        (await ReplaceAsync("Email Address;System ID;System Name\nPirin@contoso.example;5;Pirin\nrila@contoso.example;6;\"Rila; left\"\n"))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var refused = await ReplaceAsync("Mailbox,System ID\nmusala@contoso.example,7\nno address,8\nbotev@contoso.example,many\n");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var rows = (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows").EnumerateArray();
        rows.Select(row => row.GetProperty("line").GetInt32()).ShouldBe([3, 4]);
        (await ReplaceAsync("Mailbox,System Name\nmusala@contoso.example,Musala\n")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReplaceAsync("")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync()).ShouldBe(["pirin@contoso.example 5", "rila@contoso.example 6"]);
    }

    [Fact]
    public async Task A_table_is_added_or_replaces_only_what_was_read()
    {
        (await ReplaceAsync("Mailbox,System ID\nperelik@contoso.example,31\n")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReplaceAsync("Mailbox,System ID\nsnezhanka@contoso.example,32\n", "?keepsOthers=true")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RowsAsync()).ShouldBe(["perelik@contoso.example 31", "snezhanka@contoso.example 32"]);

        var tag = (await gateway.Admin.GetAsync("/api/tms-rooms/export")).Headers.ETag!.ToString();
        (await PutAsync("golyam@contoso.example", 33)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ReplaceAsync("Mailbox,System ID\nperelik@contoso.example,34\n", tag: tag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await RowsAsync()).ShouldContain("golyam@contoso.example 33", "what somebody added since is not overwritten");
        tag = (await gateway.Admin.GetAsync("/api/tms-rooms/export")).Headers.ETag!.ToString();
        (await ReplaceAsync("Mailbox,System ID\nperelik@contoso.example,34\n", tag: tag)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RowsAsync()).ShouldBe(["perelik@contoso.example 34"]);
    }

    private Task<HttpResponseMessage> PutAsync(string mail, long system) =>
        gateway.Admin.PutAsJsonAsync($"/api/tms-rooms/{mail}", new { systemId = system, systemName = "System" });

    private async Task<HttpResponseMessage> ReplaceAsync(string csv, string query = "", string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/tms-rooms{query}") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await gateway.Admin.SendAsync(request);
    }

    private async Task<IEnumerable<string>> RowsAsync() => (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/tms-rooms")).GetProperty("items")
        .EnumerateArray().Select(row => $"{row.GetProperty("mailbox").GetString()} {row.GetProperty("systemId").GetInt64()}");
}
