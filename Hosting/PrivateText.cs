using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace HybridCalendar.Hosting;

/// <summary>Takes mail addresses, links and the keys of grains out of text that others wrote: exceptions, and what libraries log.</summary>
public static partial class PrivateText
{
    private static readonly SearchValues<string> Signs = SearchValues.Create(["@", "%40", "://", "user:", "room:", "series:"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with what is private replaced; the same text when there is nothing. A key gives way to its hash, so that lines about one grain still go together.</summary>
    public static string Redact(string text) => text.AsSpan().IndexOfAny(Signs) < 0
        ? text
        : AddressPattern().Replace(LinkPattern().Replace(KeyPattern().Replace(text, ToHash), "[link]"), "[address]");

    private static string ToHash(Match key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Value));
        return $"{key.Groups["prefix"].Value}:#{Convert.ToHexStringLower(hash.AsSpan(0, 4))}";
    }

    /// <summary>As Orleans names a grain, <c>room/room:rila@contoso.example</c>: without what stands before the slash.</summary>
    [GeneratedRegex(@"\b(?<prefix>user|room|series):[^\s#\]\)>}"",;|][^\s\]\)>}"",;|]*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();

    /// <summary>Where a server listens is no secret; what stands behind its name may be a meeting's.</summary>
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://[^\s""'<>\])}/?#]+[/?#][^\s""'<>\])}]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"[^\s<>""'\[\](){},;:=|/\\@]+(@|%40)[a-z0-9][a-z0-9.-]*", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();
}
