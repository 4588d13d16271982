using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Tests.Users;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>What a colleague saves while a form is on its way stays.</summary>
public sealed class PageRaceTests : IAsyncLifetime
{
    private const string Room = "/admin/rooms/race%40contoso.example";
    private const string Workspace = "/api/workspaces/race@contoso.example";
    private const string User = "/api/users/race@contoso.example";
    private readonly ReadTogether _reads = new();
    private readonly GatewayHost _gateway;
    private AdminBrowser _browser = null!;

    public PageRaceTests() => _gateway = new GatewayHost { Adjust = _reads.Adjust };

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        _browser = new AdminBrowser(_gateway);
        await _browser.SignInAsync(_gateway);
        foreach (var id in new[] { "one", "two" })
            await PutAsync($"/api/devices/{id}", new { displayName = id });
        await PutAsync(Workspace, new { displayName = "Race", devices = new[] { "one" } });
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("devices", new[] { "one", "new" })]
    [InlineData("devices/one/remove", new string[0])]
    public async Task Devices_come_and_go_beside_what_a_colleague_saves(string form, string[] devices)
    {
        var token = await _browser.TokenAsync(Room);

        var answer = await _reads.DoBetweenAsync<IRoomMailboxGrain>(
            () => _browser.PostAsync($"{Room}/{form}", ("deviceId", "new"), ("deviceName", "New"), ("link", "Gateway"), ("__RequestVerificationToken", token)),
            () => PutAsync(Workspace, new { displayName = "Race", startBufferMinutes = 9, devices = new[] { "one", "two" } }));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var settings = await _gateway.Admin.GetFromJsonAsync<JsonElement>(Workspace);
        settings.GetProperty("startBufferMinutes").GetInt32().ShouldBe(9);
        settings.GetProperty("devices").EnumerateArray().Select(id => id.GetString()!).ShouldBe(devices.Append("two"), ignoreOrder: true);
        var audit = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=race@contoso.example")).GetProperty("items")[0];
        audit.GetProperty("before").GetProperty("startBufferMinutes").GetInt32().ShouldBe(9, "only what was done is written down");
    }

    [Fact]
    public async Task A_devices_page_tells_that_a_colleague_was_faster()
    {
        const string page = "/admin/devices/one";
        var html = await _browser.ReadAsync(page);
        var version = WebUtility.HtmlDecode(Regex.Match(html, "name=\"version\" value=\"(?<tag>[^\"]+)\"").Groups["tag"].Value);
        var token = await _browser.TokenAsync(page);

        var answer = await _reads.DoBetweenAsync<IDeviceGrain>(
            () => _browser.PostAsync(page, ("displayName", "Mine"), ("link", "Gateway"), ("version", version), ("__RequestVerificationToken", token)),
            () => PutAsync("/api/devices/one", new { displayName = "Theirs" }));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Somebody else changed it");
        (await _gateway.Admin.GetStringAsync("/api/devices/one")).ShouldContain("\"displayName\":\"Theirs\"");
        (await _gateway.Admin.GetStringAsync("/api/audit?subject=one")).ShouldNotContain("Mine");
    }

    [Fact]
    public async Task A_user_is_switched_on_with_the_settings_that_a_colleague_saves()
    {
        await PutAsync(User, new { displayName = "Before" });
        var token = await _browser.TokenAsync("/admin/users");

        var answer = await _reads.DoBetweenAsync<IUserGrain>(
            () => _browser.PostAsync("/admin/users/race%40contoso.example/enabled", ("enabled", "true"), ("returnUrl", "/admin/users"), ("__RequestVerificationToken", token)),
            () => PutAsync(User, new { displayName = "After", preferredSite = "acme.webex.com" }));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await HasAsync("After", isEnabled: true);
    }

    [Fact]
    public async Task An_import_sets_a_user_beside_what_a_colleague_saves()
    {
        await PutAsync(User, new { displayName = "Before" });
        var files = new UserFiles(_gateway);
        var import = (await files.CheckAsync("Email Address,preferredWebExSite\nrace@contoso.example,acme.webex.com\n"u8.ToArray())).GetProperty("id").GetString()!;

        await _reads.DoBetweenAsync<IUserGrain>(
            () => _gateway.Admin.PostAsync($"/api/users/imports/{import}/apply", null), () => PutAsync(User, new { displayName = "After", enabled = true }));

        (await files.EndOfAsync(import, "done")).GetProperty("wrong").GetInt32().ShouldBe(0);
        await HasAsync("After", isEnabled: true);
    }

    private async Task HasAsync(string name, bool isEnabled)
    {
        var settings = await _gateway.Admin.GetFromJsonAsync<JsonElement>(User);
        (settings.GetProperty("displayName").GetString(), settings.GetProperty("enabled").GetBoolean(), settings.GetProperty("preferredSite").GetString())
            .ShouldBe((name, isEnabled, "acme.webex.com"));
    }

    private async Task PutAsync(string path, object settings) => (await _gateway.Admin.PutAsJsonAsync(path, settings)).EnsureSuccessStatusCode();
}
