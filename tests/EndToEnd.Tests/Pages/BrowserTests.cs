using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>As a newcomer sees it: somebody schedules on the calendar page, and a Join button appears in the room.</summary>
public sealed class BrowserTests(SmallWorld world, Browser browser) : IClassFixture<SmallWorld>, IClassFixture<Browser>
{
    private const string AnnasRoom = "anna@contoso.webex.com";
    private static readonly LocatorAssertionsToBeVisibleOptions s_soon = new() { Timeout = 20_000 };

    [Fact]
    public async Task A_meeting_scheduled_on_the_calendar_page_is_joined_on_the_panel_and_on_the_device()
    {
        var calendar = await browser.OpenAsync(world.Playground.Addresses.Calendar);
        var code = await world.Playground.Administrator.CreateActivationCodeAsync(Playground.PanelId, TestContext.Current.CancellationToken);
        var panel = await browser.OpenAsync(new Uri($"{world.Playground.Addresses.Panel}#code={code}"));
        var screen = await browser.OpenAsync(
            new Uri(world.Playground.Addresses.Sandbox, $"sandbox/devices/{SandboxWorld.DeviceId(SandboxWorld.Rila)}/screen"));
        await Assertions.Expect(panel.Locator("#empty")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        panel.Url.ShouldNotContain(code);

        await ScheduleAsync(calendar, "Walk through the plan");

        await Assertions.Expect(panel.Locator("#title")).ToHaveTextAsync("Walk through the plan", new() { Timeout = 30_000 });
        await JoinOnPanelAsync(panel);
        await JoinOnDeviceAsync(screen);
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_code_opens_no_panel()
    {
        var panel = await browser.OpenAsync(world.Playground.Addresses.Panel);

        await panel.Locator("#code").FillAsync("WRONGCODE");
        await panel.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(panel.Locator("#problem")).Not.ToBeEmptyAsync();
        await Assertions.Expect(panel.Locator("#join")).ToHaveCountAsync(0);
    }

    private static async Task ScheduleAsync(IPage calendar, string title)
    {
        await CalendarPage.BeginMeetingAsync(calendar, SandboxWorld.Anna);
        await calendar.Locator("input[name=subject]").FillAsync(title);
        await calendar.Locator("input[name=location]").FillAsync("@webex");
        await calendar.GetByRole(AriaRole.Button, new() { Name = "5 min", Exact = true }).ClickAsync();
        await calendar.GetByLabel(SandboxWorld.Rila.Name).CheckAsync();
        (await calendar.Locator("input[name=location]").InputValueAsync()).ShouldBe("@webex; Rila");
        await calendar.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        // The first of two when it goes past midnight.
        await Assertions.Expect(calendar.Locator("#days").GetByText(title).First).ToBeVisibleAsync(s_soon);
    }

    private static async Task JoinOnPanelAsync(IPage panel)
    {
        var join = panel.Locator("#join");
        await Assertions.Expect(join).ToBeVisibleAsync(s_soon);
        (await join.GetAttributeAsync("href")).ShouldBe($"sip:{AnnasRoom}");
        await join.ClickAsync();
        await Assertions.Expect(panel.Locator("#calling")).ToBeVisibleAsync();
        await Assertions.Expect(panel.Locator("#calling-text")).ToContainTextAsync(AnnasRoom);
        await Assertions.Expect(join).ToBeHiddenAsync();
    }

    private async Task JoinOnDeviceAsync(IPage screen)
    {
        await screen.Locator("#hero .join").ClickAsync();
        await Assertions.Expect(screen.Locator("#hero .leave")).ToBeVisibleAsync(s_soon);
        await Assertions.Expect(screen.Locator("#hero .address")).ToHaveTextAsync(AnnasRoom);
        world.Device(SandboxWorld.Rila).State().Call!.Number.ShouldBe(AnnasRoom);
    }
}
