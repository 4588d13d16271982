using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>An administrator finds the devices that show nothing new, and the overview says that there are some.</summary>
public sealed class DeviceListTests : IAsyncLifetime
{
    private const string List = """{"Bookings":[{"Id":"one"}]}""";
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public DeviceListTests() => _gateway = new GatewayHost { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_device_that_Webex_refuses_is_found_until_it_takes_its_list()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        var bar = _gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("bar"));
        await bar.Configure(new DeviceSettings { DisplayName = "Bar", Link = DeviceLink.WebexCloud, WebexDeviceId = "webex-bar" });
        (await OverviewAsync()).GetProperty("isFine").GetBoolean().ShouldBeTrue();
        await bar.Show(List);
        (await _webex.NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Refused, Reason: "403, tracking one"));

        await UntilAsync(async () => (await ProblemsAsync()).Length == 1);

        var found = (await ProblemsAsync())[0];
        (found.GetProperty("id").GetString(), found.GetProperty("problem").GetString()).ShouldBe(("bar", "Webex refuses the list (403, tracking one)."));
        await UntilAsync(async () => !(await OverviewAsync()).GetProperty("isFine").GetBoolean());
        (await OverviewAsync()).GetProperty("counts").GetProperty("devicesWithProblem").GetInt32().ShouldBe(1);
        var overview = await browser.ReadAsync("/admin/overview");
        overview.ShouldContain("Devices that do not take their list, and show an older one or none: 1.");
        overview.ShouldNotContain("Nothing: every mailbox is watched");
        (await browser.ReadAsync("/admin/devices?problems=true")).ShouldContain("Webex refuses the list (403, tracking one).");
        await browser.GetAsync("/admin/language/bg");
        WebUtility.HtmlDecode(await browser.ReadAsync("/admin/devices?problems=true")).ShouldContain("Webex отхвърля списъка");

        // Configured anew it is sent its list at once.
        await bar.Configure(new DeviceSettings { DisplayName = "Bar", Link = DeviceLink.WebexCloud, WebexDeviceId = "webex-bar-2" });
        (await _webex.NextPutAsync()).Deliver();
        await UntilAsync(async () => (await ProblemsAsync()).Length == 0);
        await UntilAsync(async () => (await OverviewAsync()).GetProperty("isFine").GetBoolean());
    }

    [Fact]
    public async Task A_device_that_answers_again_leaves_the_problems_by_itself()
    {
        var time = new FakeTime(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
        await using var gateway = new GatewayHost(time) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };
        await gateway.InitializeAsync();
        var bar = gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("busy-bar"));
        await bar.Configure(new DeviceSettings { DisplayName = "Bar", Link = DeviceLink.WebexCloud, WebexDeviceId = "webex-bar" });
        await bar.Show(List);
        for (var tries = 0; tries < 2; tries++)
            (await NextPutAsync()).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy, TimeSpan.FromSeconds(5), "423"));
        await UntilAsync(async () => (await ProblemsAsync(gateway)).Length == 1);
        (await ProblemsAsync(gateway))[0].GetProperty("problem").GetString().ShouldBe("It does not answer: it may be busy, or off. It is tried again.");

        (await NextPutAsync()).Deliver();

        await UntilAsync(async () => (await ProblemsAsync(gateway)).Length == 0);

        async Task<HeldCall> NextPutAsync()
        {
            await UntilAsync(() =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(_webex.HasUnseenPuts);
            });
            return await _webex.NextPutAsync();
        }
    }

    [Fact]
    public async Task A_panel_of_a_room_that_is_not_connected_is_found()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        var (_, token) = await _gateway.MakeDeviceAsync("panel");
        (await ProblemsAsync()).ShouldBeEmpty("it stands in no room");
        (await _gateway.Admin.PutAsJsonAsync("/api/workspaces/rila@contoso.example", new { displayName = "Rila", devices = new[] { "panel" } })).EnsureSuccessStatusCode();
        await UntilAsync(async () => !(await OverviewAsync()).GetProperty("isFine").GetBoolean());
        (await ProblemsAsync()).ShouldHaveSingleItem().GetProperty("isAway").GetBoolean().ShouldBeTrue();
        (await browser.ReadAsync("/admin/overview")).ShouldContain("Panels in rooms that are not connected, and show nothing new: 1.");
        (await browser.ReadAsync("/admin/devices?problems=true")).ShouldContain("Not connected");

        await using (var stream = await DeviceClient.OpenAsync(_gateway, "panel", token))
        {
            await stream.NextAsync();
            await UntilAsync(async () => (await ProblemsAsync()).Length == 0);
            await UntilAsync(async () => (await OverviewAsync()).GetProperty("isFine").GetBoolean());
            (await browser.ReadAsync("/admin/devices?search=panel")).ShouldContain("<td class=\"faint\">Connected</td>");
        }
        await UntilAsync(async () => (await ProblemsAsync()).Length == 1);
    }

    private Task<JsonElement[]> ProblemsAsync() => ProblemsAsync(_gateway);

    private static async Task<JsonElement[]> ProblemsAsync(GatewayHost gateway) =>
        [.. (await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices?problems=true")).GetProperty("items").EnumerateArray()];

    private Task<JsonElement> OverviewAsync() => _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/overview");

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
            await looks.WaitForNextTickAsync(deadline.Token);
    }
}
