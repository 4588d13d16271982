using System.Globalization;
using HybridCalendar.EndToEnd.Tests.Health;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>Every page of administrators, wide and narrow, light and dark, can be used by everybody.</summary>
[Collection(AdministrationCollection.Name)]
public sealed class AccessibilityTests(HealthWorld world, Browser browser)
{
    private static readonly (int Width, int Height)[] s_sizes = [(1440, 900), (390, 844)];
    private static readonly ColorScheme[] s_schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>Where pictures of all pages go, for a person to look at; none are taken without it.</summary>
    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("PAGE_PICTURES");
    private readonly List<string> _faults = [];

    [Fact]
    public async Task No_page_keeps_anybody_out()
    {
        var pages = await FillAsync();
        var page = await browser.OpenAsync(world.Playground.Addresses.Administration);
        await LookAsync(page, "sign-in");
        await page.Locator("#key").FillAsync(world.Administrator.Key);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.EndsWith("/admin/rooms", StringComparison.Ordinal), new() { Timeout = 60_000 });
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, path).ToString(), new() { Timeout = 60_000 });
            await LookAsync(page, name);
        }
        await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, "admin/language/bg?returnUrl=/admin/overview").ToString());
        foreach (var (name, path) in pages)
        {
            await page.GotoAsync(new Uri(world.Playground.Addresses.Gateway, path).ToString(), new() { Timeout = 60_000 });
            await ReadInBulgarianAsync(page, name);
        }
        _faults.ShouldBeEmpty();
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_keeps_somebody_out_is_found()
    {
        var page = await browser.OpenAsync(world.Playground.Addresses.Administration);
        await page.EvaluateAsync(
            """
            () => {
              document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><p id="faint">Faint</p><input>');
              Object.assign(document.getElementById('faint').style, { color: '#888', background: '#999' });
            }
            """);

        var faults = await Axe.FindFaultsAsync(page, onlyVisual: false);

        foreach (var rule in (string[])["image-alt", "color-contrast", "label"])
            faults.ShouldContain(fault => fault.StartsWith(rule, StringComparison.Ordinal), string.Join(" | ", faults));
        (await Axe.FindFaultsAsync(page, onlyVisual: true)).ShouldHaveSingleItem().ShouldStartWith("color-contrast");
    }

    /// <summary>Pages with something on them: what is wrong, what is right, a form that was refused.</summary>
    private async Task<IReadOnlyList<(string Name, string Path)>> FillAsync()
    {
        await WrongOnPurpose.AddAsync(world.Playground, TestContext.Current.CancellationToken);
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, "anna@");
        await world.FindingAsync($"workspaces/{WrongOnPurpose.Room.Address}", "textRemoved");
        return
        [
            ("overview", "admin/overview"),
            ("rooms", "admin/rooms"),
            ("room", $"admin/rooms/{SandboxWorld.Rila.Address}"),
            ("room-with-problem", $"admin/rooms/{WrongOnPurpose.Room.Address}"),
            ("users", "admin/users"),
            ("user", $"admin/users/{SandboxWorld.Anna.Address}"),
            ("import", "admin/users/import"),
            ("meetings", "admin/meetings"),
            ("meeting", $"admin/meetings/{Uri.EscapeDataString(meeting.ICalUId)}"),
            ("keywords", "admin/keywords"),
            ("rules", "admin/rules"),
            ("connectors", "admin/connectors"),
            ("audit", "admin/audit"),
            ("problem", "admin/nothing"),
        ];
    }

    /// <summary>Its words are longer, and what is stored in English is told in it.</summary>
    private async Task ReadInBulgarianAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => { for (const part of document.querySelectorAll('details')) part.open = true; }");
        var english = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main [lang=en][data-told]')].map(told => told.textContent)");
        _faults.AddRange(english.Select(text => $"{name}: not told in Bulgarian: {text}"));
        foreach (var (width, height) in s_sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            await LookForWidthAsync(page, $"{name} in Bulgarian", width);
            await TakePictureAsync(page, string.Create(CultureInfo.InvariantCulture, $"bg {name} {width}"));
        }
    }

    private async Task LookAsync(IPage page, string name)
    {
        var onlyVisual = false;
        // What is folded up must be good too.
        await page.EvaluateAsync("() => { for (const part of document.querySelectorAll('details')) part.open = true; }");
        foreach (var (width, height) in s_sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var scheme in s_schemes)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var where = string.Create(CultureInfo.InvariantCulture, $"{name} {width} {scheme}");
                _faults.AddRange((await Axe.FindFaultsAsync(page, onlyVisual)).Select(fault => $"{where}: {fault}"));
                onlyVisual = true;
                await TakePictureAsync(page, where);
            }
            await LookForWidthAsync(page, name, width);
        }
    }

    private async Task LookForWidthAsync(IPage page, string name, int width)
    {
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            _faults.Add($"{name}: it has to be scrolled sideways at {width} pixels.");
    }

    private static async Task TakePictureAsync(IPage page, string name)
    {
        if (s_pictures is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace(' ', '-')}.png"), FullPage = true });
    }
}
