using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>Debian's Chromium; nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private readonly List<string> _errors = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsInstalled => File.Exists(Chromium);

    /// <summary>What scripts of the opened pages threw.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page as another person or wall would: with cookies of its own.</summary>
    /// <param name="address">Of the page.</param>
    /// <param name="isOwnAuthority">Whether the page's certificate is of an authority that only the test knows.</param>
    internal async Task<IPage> OpenAsync(Uri address, bool isOwnAuthority = false)
    {
        Assert.SkipUnless(IsInstalled, $"{Chromium} is not installed (Debian: apt-get install chromium).");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { Locale = "en-GB", IgnoreHTTPSErrors = isOwnAuthority });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync(address.ToString());
        return page;
    }
}
