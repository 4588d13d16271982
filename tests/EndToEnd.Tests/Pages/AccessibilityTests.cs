using System.Globalization;
using System.Text.Json;
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

    /// <summary>What links lead to besides pages: files, and the choice of a language.</summary>
    private static readonly string[] s_noPages = ["/admin/users/export", "/admin/audit/export", "/admin/connectors/rooms/export", "/admin/language/*"];
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _linked = [];
    private readonly HashSet<string> _looked = [];

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
        // A new page is linked from somewhere: it has to be in the list.
        _linked.Except(_looked).Except(s_noPages).ShouldBeEmpty();
        _faults.ShouldBeEmpty();
        browser.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_refused_or_went_wrong_keeps_nobody_out_and_is_told_in_Bulgarian()
    {
        var pages = await AdminPage.SignInAsync(browser, world.Playground, "bg");
        var page = pages.Page;
        var room = $"admin/rooms/{SandboxWorld.Rila.Address}";
        await page.SetViewportSizeAsync(s_sizes[1].Width, s_sizes[1].Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await TryAsync(room, "form.settings[action$='%40contoso.example']", ("startBufferMinutes", "999"));
        await TryAsync(room, "form[action$='/devices']", ("deviceId", "no id"));
        await TryAsync(room, "form[action$='/move']", ("mailbox", "no address"));
        await TryAsync($"admin/users/{SandboxWorld.Anna.Address}", "form.settings", ("personalRoomLink", "nowhere"));
        await TryAsync("admin/users/import", "form[enctype]");
        await TryAsync("admin/keywords", "form.settings", ("defaultSite", "no site"));
        await TryAsync("admin/rules", "form.settings[action='/admin/rules']", ("id", "broken"), ("pattern", "("));
        await TryAsync("admin/connectors", "form[action='/admin/connectors']", ("host", "Capital.Letters"));
        await TryAsync("admin/connectors", "form[action='/admin/connectors/rooms']", ("mail", "no address"), ("systemId", "none"));
        foreach (var path in new[] { "admin/rooms/nobody", "admin/devices/no-such-device", "admin/meetings?tms=perhaps", "admin/nowhere" })
        {
            await pages.GoToAsync(path);
            await LookAtRefusalAsync(path);
        }
        _faults.ShouldBeEmpty();

        async Task TryAsync(string path, string form, params (string Field, string Value)[] fields)
        {
            await pages.GoToAsync(path);
            await page.EvaluateAsync("() => { for (const part of document.querySelectorAll('details')) part.open = true; }");
            foreach (var (field, value) in fields)
                await page.Locator($"{form} [name='{field}']").First.FillAsync(value);
            // As another program may send it: what the browser checks by itself is not what is looked at. The mark tells the page before from the answer.
            await page.Locator(form).First.EvaluateAsync("form => { document.documentElement.dataset.before = 'yes'; form.submit(); }");
            await LookAtRefusalAsync($"{path} {form}");
        }

        async Task LookAtRefusalAsync(string name)
        {
            const string answered = "html:not([data-before])";
            var refusal = page.Locator($"{answered} [role=alert], {answered} [aria-invalid=true], {answered} td.problem").First;
            await refusal.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.WaitForLoadStateAsync();
            _faults.AddRange((await Axe.FindFaultsAsync(page, onlyVisual: false)).Select(fault => $"{name}: {fault}"));
            await LookForWidthAsync(page, name, s_sizes[1].Width);
            var english = await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('[role=alert], .refused, td.problem')].map(told => told.textContent.trim()).filter(text => text && !/[а-я]/i.test(text))");
            _faults.AddRange(english.Select(text => $"{name}: not told in Bulgarian: {text}"));
        }
    }

    /// <summary>No link leads to these: what stands there is told once, or goes on.</summary>
    [Fact]
    public async Task What_was_just_done_or_goes_on_keeps_nobody_out()
    {
        var now = TimeProvider.System.GetUtcNow();
        var import = new { id = "goes-on", state = "importing", startedAt = now, updatedAt = now, rows = 90_000, done = 31_000, added = 30_500, unchanged = 500 };
        await world.Imports.AddAsync(import.id, now.ToUnixTimeMilliseconds(), "", JsonSerializer.Serialize(import));
        var pages = await AdminPage.SignInAsync(browser, world.Playground, "en");
        foreach (var path in new[]
        {
            $"admin/users/imports/{import.id}", $"admin/rooms/{SandboxWorld.Rila.Address}?saved=true", $"admin/users/{SandboxWorld.Anna.Address}?read=true",
            $"admin/devices/{Playground.PanelId}?revoked=true", "admin/users?removed=somebody", "admin/rooms/not-set-up@contoso.example",
        })
        {
            await pages.GoToAsync(path);
            await Assertions.Expect(pages.Page.Locator(path.Contains("not-set-up", StringComparison.Ordinal) ? "form.settings" : ".told[role=status]").First).ToBeVisibleAsync();
            await Axe.ShouldKeepNobodyOutAsync(pages.Page);
            await TakePictureAsync(pages.Page, path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', ' ').Replace('?', ' '));
        }
        // What was told once is not told again.
        await pages.GoToAsync($"admin/rooms/{SandboxWorld.Rila.Address}?saved=true");
        await Assertions.Expect(pages.Page.Locator(".saved")).ToBeVisibleAsync();
        await pages.Page.ReloadAsync();
        await Assertions.Expect(pages.Page.Locator(".saved")).ToHaveCountAsync(0);
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
            ("devices", "admin/devices"),
            ("device", $"admin/devices/{Playground.PanelId}"),
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
        _looked.Add(Kind(new Uri(page.Url).AbsolutePath));
        _linked.UnionWith((await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href]')].map(link => new URL(link.href).pathname)"))
            .Where(path => path.StartsWith("/admin/", StringComparison.Ordinal)).Select(Kind));
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

    /// <summary>Whatever stands for one of many is a star.</summary>
    private static string Kind(string path) => path.Split('/') is ["", "admin", var part, var one] && one is not ("import" or "export") ? $"/admin/{part}/*" : path;

    private static async Task TakePictureAsync(IPage page, string name)
    {
        if (s_pictures is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace(' ', '-')}.png"), FullPage = true });
    }
}
