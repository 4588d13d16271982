using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Devices are found, changed, revoked and removed on pages, also those that stand in no room.</summary>
public sealed class DevicePagesTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    private readonly AdminBrowser _browser = new(gateway);

    public async ValueTask InitializeAsync() => await _browser.SignInAsync(gateway);

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_stolen_panel_is_found_and_revoked_though_it_stands_in_no_room()
    {
        var (_, token) = await gateway.MakeDeviceAsync("stolen-panel");
        await using var stream = await DeviceClient.OpenAsync(gateway, "stolen-panel", token);
        await stream.NextNewsAsync();
        (await _browser.ReadAsync("/admin/devices?search=STOLEN")).ShouldContain("in no room");
        (await _browser.ReadAsync("/admin/devices?search=nowhere")).ShouldContain("None found.");

        var revoked = await _browser.SendAsync("/admin/devices/stolen-panel", "/admin/devices/stolen-panel/revoke");

        revoked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.ReadAsync(revoked.Headers.Location!.ToString())).ShouldContain("Revoked.");
        while (await stream.NextAsync() is { } item)
            item.EventType.ShouldBe("heartbeat");
        using var call = new HttpRequestMessage(HttpMethod.Get, "/devices/stolen-panel/bookings");
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await gateway.Anyone.SendAsync(call)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await gateway.Admin.PostAsync("/api/devices/no-such-device/revoke", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _browser.ReadAsync("/admin/audit?subject=stolen-panel")).ShouldContain("token revoked");
    }

    [Theory]
    [InlineData("Рила")]
    [InlineData("РИЛА")]
    [InlineData("панел")]
    public async Task A_name_is_found_in_any_script_and_case(string search)
    {
        (await gateway.Admin.PutAsJsonAsync("/api/devices/cyrillic-panel", new { displayName = "Рила Панел" })).EnsureSuccessStatusCode();
        (await _browser.ReadAsync($"/admin/devices?search={Uri.EscapeDataString(search)}")).ShouldContain("cyrillic-panel");
        (await gateway.Admin.GetStringAsync($"/api/devices?search={Uri.EscapeDataString(search)}")).ShouldContain("cyrillic-panel");
    }

    [Fact]
    public async Task A_device_is_changed_and_removed_once_it_stands_in_no_room()
    {
        const string page = "/admin/devices/page-panel";
        (await gateway.Admin.PutAsJsonAsync("/api/devices/page-panel", new { displayName = "Before" })).EnsureSuccessStatusCode();
        await PlaceAsync("page-panel");
        var before = Version(await _browser.ReadAsync(page));
        (await _browser.SendAsync(page, page, ("displayName", "After"), ("link", "Gateway"), ("version", before))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var stale = await _browser.SendAsync(page, page, ("displayName", "Later"), ("link", "Gateway"), ("version", before));
        (await stale.Content.ReadAsStringAsync()).ShouldContain("Somebody else changed it");
        var wrong = await _browser.SendAsync(page, page, ("displayName", "Later"), ("link", "WebexCloud"));
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("Is required for a device");

        var placed = await _browser.SendAsync(page, $"{page}/remove");
        (await placed.Content.ReadAsStringAsync()).ShouldContain("stands in the room");
        await PlaceAsync();
        (await _browser.SendAsync(page, $"{page}/remove")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _browser.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task PlaceAsync(params string[] devices) =>
        (await gateway.Admin.PutAsJsonAsync("/api/workspaces/placed@contoso.example", new { displayName = "Placed", devices })).EnsureSuccessStatusCode();

    private static string Version(string page) => WebUtility.HtmlDecode(Regex.Match(page, "name=\"version\" value=\"(?<tag>[^\"]+)\"").Groups["tag"].Value);
}
