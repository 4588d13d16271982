using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Undoes what mail protection and redirect services do to links, as far as the target is in the link itself. A link whose
/// target is not in it (Mimecast, short links) or cannot be decoded stays as it is; nothing is ever fetched.
/// </summary>
public static partial class LinkUnwrapper
{
    /// <summary>How many wrappers around each other are taken off.</summary>
    public const int MaxDepth = 10;

    /// <summary>The innermost target of a wrapped link, or the link itself.</summary>
    /// <param name="url">A link; HTML's <c>&amp;amp;</c> in a wrapper's query is understood.</param>
    public static string Unwrap(string url)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (WebLink.Parse(url) is not { } link || Target(link) is not { Length: > 0 } target || target == url) return url;
            url = target;
        }
        return url;
    }

    /// <summary>The text with each wrapped link in it replaced by its target.</summary>
    public static string UnwrapText(string text) => Link().Replace(text, m => Unwrap(m.Value));

    private static string? Target(WebLink link)
    {
        if (link.Host.EndsWith(".microsoft.com", StringComparison.Ordinal) || link.Host.EndsWith(".microsoft.us", StringComparison.Ordinal))
            return TeamsLauncher(link);
        if (link.Host.StartsWith("urldefense.", StringComparison.Ordinal)) return UrlDefense.Target(link.Path);
        foreach (var wrapper in LinkWrapper.Known)
            if (wrapper.Covers(link) && wrapper.Target(link) is { Length: > 0 } target) return target;
        return null;
    }

    // Teams opens its own launcher page, or its web client, with the meeting's link as a relative address inside.
    private static string? TeamsLauncher(WebLink link)
    {
        var inner = link.Path.StartsWith("/dl/launcher/", StringComparison.OrdinalIgnoreCase) ? link.Query("url") : link.Path;
        var hash = inner?.IndexOf("#/", StringComparison.Ordinal) ?? -1;
        if (hash < 0) return null;
        var path = inner![(hash + 1)..];
        return path.StartsWith("/l/meetup-join/", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/meet/", StringComparison.OrdinalIgnoreCase)
            ? $"https://{link.Host}{path}"
            : null;
    }

    /// <summary>Percent-decodes strictly: null when an escape is broken or the bytes are no UTF-8.</summary>
    internal static string? Decode(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal)) return value;
        var bytes = new List<byte>(value.Length);
        var parts = value.Split('%');
        bytes.AddRange(Encoding.UTF8.GetBytes(parts[0]));
        foreach (var part in parts.Skip(1))
        {
            if (part.Length < 2 || !byte.TryParse(part.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped)) return null;
            bytes.Add(escaped);
            bytes.AddRange(Encoding.UTF8.GetBytes(part[2..]));
        }
        return ToText([.. bytes]);
    }

    /// <summary>Decodes base64 in either alphabet, padded or not, holding UTF-8; null when it is something else.</summary>
    internal static string? DecodeBase64(string value)
    {
        var standard = value.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var buffer = new byte[standard.Length];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), buffer, out var length) ? ToText(buffer[..length]) : null;
    }

    private static string? ToText(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex("""https?://[^\s<>"]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
