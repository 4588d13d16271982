using System.Net;
using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What Defender's Safe Links does to the links of mail that comes in.</summary>
internal static partial class SafeLinks
{
    private const string Host = "https://eur01.safelinks.protection.outlook.com/";

    /// <summary>The copy with all links of its text, and of its exceptions' texts, led over the protection's own server.</summary>
    public static CalendarItem Rewrite(CalendarItem copy)
    {
        var exceptions = copy.Exceptions;
        foreach (var (slot, exception) in copy.Exceptions)
            exceptions = exceptions.SetItem(slot, exception with { Patch = exception.Patch.With("safeLinks", Rewrite) });
        return copy with { Content = Rewrite(copy.Content), Exceptions = exceptions };
    }

    private static EventContent Rewrite(EventContent content) => content.Body.Html.Length == 0
        ? content
        : content with { Body = EventBody.FromHtml(Link().Replace(content.Body.Html, match => $"href=\"{Wrap(match.Groups["url"].Value)}\"")) };

    private static string Wrap(string url) => url.StartsWith(Host, StringComparison.OrdinalIgnoreCase)
        ? url
        : $"{Host}?url={Uri.EscapeDataString(WebUtility.HtmlDecode(url))}&amp;data=05%7C02%7C%7C7C0001&amp;sdata=Vm0%3D&amp;reserved=0";

    [GeneratedRegex("href=\"(?<url>https?://[^\"]+)\"", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
