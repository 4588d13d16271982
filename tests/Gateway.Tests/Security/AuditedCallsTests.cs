using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Tests.Users;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Gateway.Tests.Security;

/// <summary>
/// Every call and every form that changes something is made once, and the audit log has a row of it. A new one fails here until it is entered.
/// </summary>
public sealed class AuditedCallsTests : IAsyncLifetime
{
    private const string Room = "hall@contoso.example";
    private const string User = "vera@contoso.example";

    private readonly GatewayHost _gateway = new();
    private readonly HashSet<string> _made = [];
    private readonly List<string> _failures = [];
    private AdminBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _browser = new AdminBrowser(_gateway);
        await _browser.SignInAsync(_gateway);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Every_change_is_in_the_log()
    {
        await CallTheApiAsync();
        await SendTheFormsAsync();
        await TestTheLinkAsync();
        await ProcessAMeetingAsync();
        var changing = ApiEndpoint.All(_gateway.App).Where(endpoint => !endpoint.OnlyReads && endpoint.IsNamed).Select(endpoint => endpoint.ToString()).ToList();
        changing.Except(_made).ShouldBeEmpty("Make these calls here, too.");
        _failures.ShouldBeEmpty();
    }

    private async Task CallTheApiAsync()
    {
        await CallAsync("PUT", "/api/users/{mail}", User, new { displayName = "Vera" });
        await CallAsync("POST", "/api/users/{mail}/reconcile", User);
        var import = await CallAsync("POST", "/api/users/imports", "", csv: $"Email,Display Name\n{User},Imported\n");
        await new UserFiles(_gateway).EndOfAsync(import.GetProperty("id").GetString()!, "checked");
        await CallAsync("POST", "/api/users/imports/{importId}/apply", import.GetProperty("id").GetString()!);
        await new UserFiles(_gateway).EndOfAsync(import.GetProperty("id").GetString()!, "done");
        await CallAsync("DELETE", "/api/users/{mail}", User);
        await CallAsync("PUT", "/api/devices/{id}", "bar", new { displayName = "Bar" });
        await CallAsync("POST", "/api/devices/{id}/activation-code", "bar");
        await CallAsync("POST", "/api/devices/{id}/revoke", "bar");
        await CallAsync("PUT", "/api/workspaces/{mail}", Room, new { displayName = "Hall", devices = new[] { "bar" } });
        await CallAsync("POST", "/api/workspaces/{mail}/reconcile", Room);
        await CallAsync("POST", "/api/workspaces/{mail}/move", Room, new { mailbox = "moved@contoso.example" }, action: "workspace.set");
        await CallAsync("DELETE", "/api/workspaces/{mail}", "moved@contoso.example");
        await CallAsync("DELETE", "/api/devices/{id}", "bar");
        await CallAsync("PUT", "/api/tms-rooms", "", csv: $"Mailbox,System ID\n{Room},7\n");
        await CallAsync("PUT", "/api/tms-rooms/{mail}", Room, new { systemId = 8 });
        await CallAsync("DELETE", "/api/tms-rooms/{mail}", Room);
        await CallAsync("POST", "/api/connectors", "", new { host = "one.company.com" });
        await CallAsync("POST", "/api/connectors/{connectorId}/token", "one.company.com");
        await CallAsync("DELETE", "/api/connectors/{connectorId}", "one.company.com");
        await CallAsync("POST", "/api/join-rules", "", new { id = "ours", kind = "link", pattern = "^/x$", hosts = new[] { "meet.company.com" } });
        await CallAsync("PUT", "/api/join-rules/{ruleId}/enabled", "ours", new { enabled = false });
        await CallAsync("PUT", "/api/join-rules/{ruleId}/place", "ours", new { place = 2 });
        await CallAsync("DELETE", "/api/join-rules/{ruleId}", "ours");
        var organization = await ReadAsync("/api/organization");
        await CallAsync("PUT", "/api/organization", "", new { defaultSite = "company.webex.com" }, ifMatch: $"\"{organization.GetProperty("version").GetInt32()}\"");
        var keys = await CallAsync("POST", "/api/keys/rotate", "");
        await CallAsync("POST", "/api/keys/{keyId}/revoke", keys[0].GetProperty("id").GetString()!);
    }

    private async Task SendTheFormsAsync()
    {
        await SendAsync("/admin/users/{mail}", User, ("displayName", "Vera"));
        await SendAsync("/admin/users/{mail}/enabled", User, ("enabled", "true"));
        await SendAsync("/admin/users/{mail}/reconcile", User);
        var import = await SendFileAsync("/admin/users/imports", $"Email,Display Name\n{User},Imported\n");
        await new UserFiles(_gateway).EndOfAsync(import.Split('/')[^1], "checked");
        await SendAsync("/admin/users/imports/{importId}/apply", import.Split('/')[^1]);
        await new UserFiles(_gateway).EndOfAsync(import.Split('/')[^1], "done");
        await SendAsync("/admin/users/{mail}/remove", User);
        await SendAsync("/admin/rooms/{mail}", Room, ("displayName", "Hall"), ("calendarEnabled", "true"));
        await SendAsync("/admin/rooms/{mail}/reconcile", Room);
        await SendAsync("/admin/rooms/{mail}/devices", Room, ("deviceId", "bar"), ("deviceName", "Bar"), ("link", "Gateway"));
        await SendAsync("/admin/rooms/{mail}/devices/{id}/code", $"{Room} bar");
        await SendAsync("/admin/devices/{id}", "bar", ("displayName", "Long bar"), ("link", "Gateway"));
        await SendAsync("/admin/devices/{id}/revoke", "bar");
        await SendAsync("/admin/rooms/{mail}/devices/{id}/remove", $"{Room} bar");
        await SendAsync("/admin/devices/{id}/remove", "bar");
        await SendAsync("/admin/rooms/{mail}/move", Room, "workspace.set", ("mailbox", "other@contoso.example"));
        await SendAsync("/admin/rooms/{mail}/remove", "other@contoso.example");
        var version = (await ReadAsync("/api/organization")).GetProperty("version").GetInt32();
        await SendAsync("/admin/keywords", "", ("version", $"{version}"), ("meetAction", "Tms"), ("defaultSite", "company.webex.com"));
        await SendAsync("/admin/rules", "", ("id", "ours"), ("kind", "Link"), ("hosts", "meet.company.com"), ("pattern", "^/x$"));
        await SendAsync("/admin/rules/change", "", ("change", "down ours"));
        await SendAsync("/admin/rules/change", "", "joinRule.switched", ("change", "off ours"));
        await SendAsync("/admin/rules/change", "", "joinRule.removed", ("change", "remove ours"));
        await SendAsync("/admin/connectors", "", ("host", "two.company.com"));
        await SendAsync("/admin/connectors/{connectorId}/token", "two.company.com");
        await SendAsync("/admin/connectors/{connectorId}/remove", "two.company.com");
        await SendFileAsync("/admin/connectors/rooms/table", $"Mailbox,System ID\n{Room},7\n");
        await SendAsync("/admin/connectors/rooms", "", ("mail", Room), ("systemId", "9"));
        await SendAsync("/admin/connectors/rooms/{mail}/remove", Room);
    }

    /// <summary>Of a connector that is connected.</summary>
    private async Task TestTheLinkAsync()
    {
        await using var connector = await TestConnector.RegisterAsync(_gateway, _gateway.Address, new CountingHandler());
        var test = new HeldTest();
        test.Answer();
        await connector.StartAsync(test);
        await UntilAsync(status => status.GetProperty("reported").ValueKind == JsonValueKind.Object);
        await CallAsync("POST", "/api/connectors/{connectorId}/test", connector.Id, new { books = false });
        await UntilAsync(status => status.GetProperty("test").GetProperty("answeredAt").ValueKind == JsonValueKind.String);
        await SendAsync("/admin/connectors/{connectorId}/test", connector.Id);

        async Task UntilAsync(Func<JsonElement, bool> isSo)
        {
            using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
            while (!isSo((await ReadAsync($"/api/connectors/{connector.Id}")).GetProperty("status")))
                await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>One that a mailbox showed.</summary>
    private async Task ProcessAMeetingAsync()
    {
        await CallAsync("PUT", "/api/users/{mail}", User, new { displayName = "Vera", enabled = true });
        var sighting = new MeetingSighting
        {
            ICalUId = "again", Organizer = User, EventId = "event", Start = TimeProvider.System.GetUtcNow().AddHours(1), End = TimeProvider.System.GetUtcNow().AddHours(2),
        };
        await _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("again")).Saw(sighting);
        await CallAsync("POST", "/api/meetings/{iCalUId}/process", "again");
        await SendAsync("/admin/meetings/{iCalUId}/process", "again");
    }

    private async Task<JsonElement> CallAsync(string method, string pattern, string id, object? body = null, string? csv = null, string? ifMatch = null, string? action = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), Fill(pattern, id))
        {
            Content = csv is not null ? new StringContent(csv, Encoding.UTF8, "text/csv") : body is not null ? ApiEndpoint.Json(JsonSerializer.Serialize(body)) : null,
        };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        var before = await LastAsync();
        using var answer = await _gateway.Admin.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {pattern}: {text}");
        await LookAsync($"{method} {pattern}", before, action);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private Task SendAsync(string pattern, string id, params (string Name, string Value)[] fields) => SendAsync(pattern, id, null, fields);

    private async Task SendAsync(string pattern, string id, string? action, params (string Name, string Value)[] fields)
    {
        var before = await LastAsync();
        using var answer = await _browser.SendAsync("/admin/users", Fill(pattern, id), fields);
        ((int)answer.StatusCode).ShouldBeLessThan(400, pattern);
        await LookAsync($"POST {pattern}", before, action);
    }

    private async Task<string> SendFileAsync(string pattern, string csv)
    {
        var before = await LastAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await _browser.TokenAsync("/admin/users")), "__RequestVerificationToken" }, { new StringContent(csv), "file", "file.csv" },
        };
        using var answer = await _browser.PostAsync(pattern, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, pattern);
        await LookAsync($"POST {pattern}", before, action: null);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The newest row is of this call, and says who made it.</summary>
    private async Task LookAsync(string endpoint, string? before, string? action)
    {
        _made.Add(endpoint);
        var named = ApiEndpoint.All(_gateway.App).Single(known => known.ToString() == endpoint).Endpoint.Metadata.GetMetadata<Audited>()!.Action;
        var rows = (await ReadAsync("/api/audit?top=20")).GetProperty("items").EnumerateArray().TakeWhile(row => row.GetProperty("id").GetString() != before).ToList();
        if (!rows.Exists(row => row.GetProperty("action").GetString() == (action ?? named) && row.GetProperty("who").GetString() == "local key"))
            _failures.Add($"{endpoint}: no row of {action ?? named}");
    }

    private async Task<string?> LastAsync() =>
        (await ReadAsync("/api/audit?top=1")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString()).FirstOrDefault();

    private async Task<JsonElement> ReadAsync(string path) => JsonElement.Parse(await _gateway.Admin.GetStringAsync(path));

    /// <summary>Puts ids, with a space between them, in the places of a path.</summary>
    private static string Fill(string pattern, string ids)
    {
        var next = new Queue<string>(ids.Split(' '));
        return string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(next.Dequeue()) : part));
    }
}
