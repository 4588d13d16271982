using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Security;

public sealed class AuditTests(IssuerGateway world) : IClassFixture<IssuerGateway>, IAsyncLifetime
{
    private HttpClient _admin = null!;

    public ValueTask InitializeAsync()
    {
        _admin = world.Client("HybridCalendar.Admin");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_change_is_written_down_with_who_when_what_before_and_after()
    {
        var start = TimeProvider.System.GetUtcNow();
        await PutAsync("/api/users/Vera@contoso.example", new { displayName = "Vera", preferredSite = "one.webex.com" });
        await PutAsync("/api/users/vera@contoso.example", new { displayName = "Vera", preferredSite = "two.webex.com" });
        var rows = await ReadAsync("subject=Vera@contoso.example");
        rows.Count.ShouldBe(2);
        var last = rows[0];
        last.GetProperty("who").GetString().ShouldBe("ann@contoso.example");
        last.GetProperty("action").GetString().ShouldBe("user.set");
        last.GetProperty("subject").GetString().ShouldBe("vera@contoso.example");
        last.GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(start.AddSeconds(-1));
        last.GetProperty("before").GetProperty("preferredSite").GetString().ShouldBe("one.webex.com");
        last.GetProperty("after").GetProperty("preferredSite").GetString().ShouldBe("two.webex.com");
    }

    [Fact]
    public async Task What_was_refused_or_changes_nothing_is_not_written_down()
    {
        (await _admin.PutAsJsonAsync("/api/users/wrong@contoso.example", new { language = "fr" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync("subject=wrong@contoso.example")).ShouldBeEmpty();
        (await _admin.DeleteAsync("/api/devices/never-was")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync("subject=never-was")).ShouldBeEmpty();
        await PutAsync("/api/devices/same", new { displayName = "Same" });
        await PutAsync("/api/devices/same", new { displayName = "Same" });
        (await ReadAsync("subject=same")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task All_kinds_of_changes_have_their_before_and_after()
    {
        await PutAsync("/api/devices/bar", new { displayName = "Bar" });
        await PutAsync("/api/workspaces/hall@contoso.example", new { displayName = "Hall", devices = new[] { "bar" } });
        await PutAsync("/api/tms-rooms/hall@contoso.example", new { systemId = 7 });
        (await _admin.DeleteAsync("/api/tms-rooms/hall@contoso.example")).EnsureSuccessStatusCode();
        (await _admin.PostAsync("/api/devices/bar/activation-code", null)).EnsureSuccessStatusCode();
        await PutAsync("/api/workspaces/hall@contoso.example", new { displayName = "Hall" });
        (await _admin.DeleteAsync("/api/devices/bar")).EnsureSuccessStatusCode();

        var hall = await ReadAsync("subject=hall@contoso.example");
        hall.Select(row => row.GetProperty("action").GetString()).ShouldBe(["workspace.set", "tmsRoom.removed", "tmsRoom.set", "workspace.set"]);
        hall[1].GetProperty("before").GetProperty("systemId").GetInt64().ShouldBe(7);
        hall[1].GetProperty("after").ValueKind.ShouldBe(JsonValueKind.Null);
        var bar = await ReadAsync("subject=bar");
        bar.Select(row => row.GetProperty("action").GetString()).ShouldBe(["device.removed", "device.code", "device.set"]);
        JsonSerializer.Serialize(bar).ShouldNotContain("token", Case.Insensitive);
    }

    [Fact]
    public async Task It_is_read_page_by_page_the_newest_first()
    {
        for (var number = 0; number < 5; number++)
            await PutAsync("/api/devices/paged", new { displayName = $"Number {number}" });
        var names = new List<string?>();
        for (string? after = ""; after is not null;)
        {
            var page = await _admin.GetFromJsonAsync<JsonElement>($"/api/audit?subject=paged&top=2{(after.Length == 0 ? "" : $"&after={after}")}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("after").GetProperty("displayName").GetString()));
            after = page.GetProperty("next").GetString();
        }
        names.ShouldBe(["Number 4", "Number 3", "Number 2", "Number 1", "Number 0"]);
        (await ReadAsync("subject=paged&from=2200-01-01T00:00:00Z")).ShouldBeEmpty();
        (await ReadAsync("subject=paged&who=somebody")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_export_holds_no_formula()
    {
        await PutAsync("/api/devices/formula", new { displayName = "=HYPERLINK(\"https://evil.example\")" });
        var answer = await _admin.GetAsync("/api/audit/export?subject=formula");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("audit.csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldBe("Time (UTC),Who,Action,Subject,Before,After,Outcome,Stored");
        lines[1].ShouldContain(",ann@contoso.example,device.set,formula,,\"{");
        lines[1].ShouldEndWith(",sealed");
        lines[1].Split(',').ShouldAllBe(cell => !cell.StartsWith('='));
    }

    [Fact]
    public async Task Rows_of_a_version_before_sealing_are_told_apart()
    {
        await world.Gateway.App.Services.GetRequiredService<CatalogDatabase>().WriteAsync(connection => connection.ExecuteAsync(
            "INSERT INTO audit (id, at, who, action, subject, was, becomes, outcome_unknown) VALUES ('000000000001old', 1, 'Old', 'device.set', 'unsealed', NULL, '{\"displayName\":\"Old\"}', 0)"));
        await PutAsync("/api/devices/unsealed", new { displayName = "New" });

        (await ReadAsync("subject=unsealed")).Select(row => row.GetProperty("storedInClear").GetBoolean()).ShouldBe([false, true]);
        var lines = (await _admin.GetStringAsync("/api/audit/export?subject=unsealed")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[1].ShouldEndWith(",sealed");
        lines[2].ShouldEndWith(",in clear");
        using var browser = new AdminBrowser(world.Gateway);
        await browser.SignInThroughAsync(world.Issuer, "HybridCalendar.Reader");
        Regex.Count(await browser.ReadAsync("/admin/audit?subject=unsealed"), "not sealed").ShouldBe(1);
    }

    [Fact]
    public async Task Its_page_shows_the_same()
    {
        await PutAsync("/api/devices/shown", new { displayName = "<b>New</b>" });
        using var browser = new AdminBrowser(world.Gateway);
        await browser.SignInThroughAsync(world.Issuer, "HybridCalendar.Reader");
        var page = await browser.ReadAsync("/admin/audit?subject=shown");
        page.ShouldContain("Device changed");
        page.ShouldContain("<ins>&lt;b&gt;New&lt;/b&gt;</ins>");
        (await browser.ReadAsync("/admin/audit/export?subject=shown")).ShouldContain("device.set");
        (await browser.ReadAsync("/admin/audit?from=2200-01-01&until=nonsense")).ShouldContain("None found.");
    }

    private async Task PutAsync(string path, object body)
    {
        var answer = await _admin.PutAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private async Task<List<JsonElement>> ReadAsync(string query) =>
        [.. (await _admin.GetFromJsonAsync<JsonElement>($"/api/audit?{query}")).GetProperty("items").EnumerateArray()];
}
