using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace HybridCalendar.EndToEnd.Tests.Pages;

/// <summary>Finds what keeps people with impairments from a page, by axe-core.</summary>
internal static class Axe
{
    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Rules whose outcome depends on how wide the page is, or on its colours; the others need to be tried once.</summary>
    private static readonly string[] s_visual = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

    /// <returns>Each fault with its rule and the places where it was found; none when the page is good.</returns>
    /// <param name="page">A loaded page.</param>
    /// <param name="onlyVisual">Whether only what width and colours change is looked at.</param>
    public static async Task<IReadOnlyList<string>> FindFaultsAsync(IPage page, bool onlyVisual)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(s_script);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => {
              const wanted = rules ? { type: 'rule', values: rules } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
              const { violations } = await axe.run(document, { runOnly: wanted, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
              return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(node => node.target.join(' ')).join(', ')}`);
            }
            """,
            onlyVisual ? s_visual : null);
        return [.. found.EnumerateArray().Select(fault => fault.GetString()!)];
    }

    /// <summary>Looks at a page as it is, and as it is on a phone in the dark. What is folded up is unfolded.</summary>
    public static async Task ShouldKeepNobodyOutAsync(IPage page)
    {
        await page.EvaluateAsync("() => { for (const part of document.querySelectorAll('details')) part.open = true; }");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var faults = (await FindFaultsAsync(page, onlyVisual: false)).ToList();
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        faults.AddRange((await FindFaultsAsync(page, onlyVisual: true)).Select(fault => $"on a phone, in the dark: {fault}"));
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            faults.Add("It has to be scrolled sideways on a phone.");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Null, ReducedMotion = ReducedMotion.Null });
        await page.SetViewportSizeAsync(size.Width, size.Height);
        faults.ShouldBeEmpty(page.Url);
    }
}
