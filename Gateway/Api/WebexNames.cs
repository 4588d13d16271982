using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Api;

/// <summary>Webex sites and links of personal rooms as administrators type them.</summary>
internal static partial class WebexNames
{
    public const string SiteRule = "must be the name of a Webex site, such as company.webex.com, without https:// and without a path.";
    public const string RoomRule = "must be the link of a personal room, such as https://company.webex.com/meet/name.";

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.webex\.com\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Site { get; }

    [GeneratedRegex(@"\A(https://)?(?<site>[a-z0-9.-]+)/meet/(?<name>[^\s/?#]{1,128})/?\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Room { get; }

    public static bool IsSite(string text) => Site.IsMatch(text);

    /// <summary>The link with its scheme, or null when it is none.</summary>
    public static string? ReadPersonalRoom(string text) =>
        Room.Match(text.Trim()) is { Success: true } match && IsSite(match.Groups["site"].Value)
            ? $"https://{match.Groups["site"].Value.ToLowerInvariant()}/meet/{match.Groups["name"].Value}"
            : null;
}
