using System.Text.RegularExpressions;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Health;

/// <summary>What mail protection did to the links of a text.</summary>
public enum LinkRewriting
{
    None,

    /// <summary>The targets stand in the new links: we take them out.</summary>
    Undone,

    /// <summary>A target is known to the protecting service alone.</summary>
    Hidden,
}

/// <summary>Tells rewritten links by the hosts of the services that rewrite them.</summary>
public static partial class RewrittenLinks
{
    /// <summary>The worst that was done to a link of the body.</summary>
    public static LinkRewriting In(EventBody body)
    {
        var worst = LinkRewriting.None;
        foreach (Match link in Rewritten().Matches(body.Content.Length > JoinTargetFinder.MaxBodyLength ? body.Content[..JoinTargetFinder.MaxBodyLength] : body.Content))
        {
            if (LinkUnwrapper.Unwrap(link.Value) == link.Value)
                return LinkRewriting.Hidden;
            worst = LinkRewriting.Undone;
        }
        return worst;
    }

    [GeneratedRegex(
        """https?://([a-z0-9-]+\.safelinks\.protection\.(outlook\.com|office365\.us|partner\.outlook\.cn)|urldefense\.(com|us|proofpoint\.com)|protect(-[a-z0-9]+)?\.mimecast\.com|url\.[a-z0-9-]+\.mimecastprotect\.com|linkprotect\.cudasvc\.com|secure-web\.cisco\.com|[a-z0-9-]+\.protection\.sophos\.com)/[^\s"'<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Rewritten();
}
