using HybridCalendar.Sandbox.Wiring;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>The administration in a browser, in one of its languages.</summary>
internal sealed class AdminPage
{
    private readonly Playground _playground;
    private readonly string _language;

    private AdminPage(Playground playground, IPage page, string language) => (_playground, Page, _language) = (playground, page, language);

    /// <summary>The browser's window.</summary>
    public IPage Page { get; }

    public static async Task<AdminPage> SignInAsync(Browser browser, Playground playground, string language)
    {
        var page = await browser.OpenAsync(new Uri(playground.Addresses.Gateway, $"admin/language/{language}?returnUrl=/admin/sign-in"));
        page.SetDefaultTimeout(60_000);
        await page.Locator("#key").FillAsync(playground.Administrator.Key);
        await page.Locator("#key").PressAsync("Enter");
        await page.WaitForURLAsync(url => url.EndsWith("/admin/overview", StringComparison.Ordinal));
        return new AdminPage(playground, page, language);
    }

    /// <summary>The word of a page in its language.</summary>
    public string Say(string english, string bulgarian) => _language == "bg" ? bulgarian : english;

    public Task GoToAsync(string path) => Page.GotoAsync(new Uri(_playground.Addresses.Gateway, path).ToString());

    /// <summary>Chooses a part of the administration.</summary>
    public async Task ChooseAsync(string english, string bulgarian)
    {
        var link = Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = Say(english, bulgarian), Exact = true });
        await link.ClickAsync();
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-current", "page", new() { Timeout = 60_000 });
    }

    public Task PressAsync(string english, string bulgarian) => PressAsync(Page.Locator("main"), english, bulgarian);

    /// <summary>Presses a button within a part of the page.</summary>
    public Task PressAsync(ILocator part, string english, string bulgarian) =>
        part.GetByRole(AriaRole.Button, new() { Name = Say(english, bulgarian), Exact = true }).ClickAsync();

    public Task TypeAsync(string english, string bulgarian, string text) => Page.GetByLabel(Say(english, bulgarian), new() { Exact = true }).FillAsync(text);

    /// <summary>Opens a part of the page that may be open already.</summary>
    public async Task UnfoldAsync(string english, string bulgarian)
    {
        var summary = Page.Locator("summary").GetByText(Say(english, bulgarian), new() { Exact = true });
        if (!await summary.EvaluateAsync<bool>("element => element.closest('details').open"))
            await summary.ClickAsync();
    }

    public Task SeeAsync(string selector, string english, string bulgarian) => SeeAsync(selector, Say(english, bulgarian));

    public Task SeeAsync(string selector, string text) => Assertions.Expect(Page.Locator(selector)).ToContainTextAsync(text, new() { Timeout = 60_000 });
}
