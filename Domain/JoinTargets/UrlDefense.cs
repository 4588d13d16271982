using System.Text;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Proofpoint's URL Defense. Version 1 percent-encodes the target; version 2 writes '-' for '%' and '_' for '/' first;
/// version 3 keeps the target and replaces characters by '*', which stand encoded behind it.
/// </summary>
internal static class UrlDefense
{
    private const string RunLengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The target, or null when the link is of no known version or broken.</summary>
    public static string? Target(string path)
    {
        if (path.StartsWith("/v3/__", StringComparison.OrdinalIgnoreCase)) return Version3(path["/v3/__".Length..]);
        var link = new WebLink(path, "https", "", path);
        if (path.StartsWith("/v1/url", StringComparison.OrdinalIgnoreCase)) return link.Query("u");
        return path.StartsWith("/v2/url", StringComparison.OrdinalIgnoreCase) ? Version2(path) : null;
    }

    private static string? Version2(string path)
    {
        var coded = new WebLink(path, "https", "", path).Query("u");
        return coded is null ? null : LinkUnwrapper.Decode(coded.Replace('-', '%').Replace('_', '/'));
    }

    private static string? Version3(string rest)
    {
        var mark = rest.LastIndexOf("__;", StringComparison.Ordinal);
        if (mark < 0) return null;
        var coded = rest[(mark + 3)..].Split('!')[0];
        if (LinkUnwrapper.DecodeBase64(coded) is not { } replacements) return null;
        var runes = replacements.EnumerateRunes().ToArray();
        return Restore(rest[..mark], runes);
    }

    private static string? Restore(string target, Rune[] replacements)
    {
        var text = new StringBuilder(target.Length);
        var next = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] != '*')
            {
                text.Append(target[i]);
                continue;
            }
            var run = 1;
            // "**X" stands for as many characters as X counts, from two on.
            if (i + 2 < target.Length && target[i + 1] == '*' && RunLengths.IndexOf(target[i + 2], StringComparison.Ordinal) is >= 0 and var length)
            {
                run = length + 2;
                i += 2;
            }
            for (; run > 0; run--)
            {
                if (next == replacements.Length) return null;
                text.Append(replacements[next++].ToString());
            }
        }
        // Some mail gateways collapse the two slashes of the target on the way.
        return OneSlash(text.ToString());
    }

    private static string OneSlash(string url)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https:/", "http:/"])
            if (url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && (url.Length == scheme.Length || url[scheme.Length] != '/'))
                return scheme + "/" + url[scheme.Length..];
        return url;
    }
}
