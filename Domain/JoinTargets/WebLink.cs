namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// A link cut into the parts that rules look at. Not <see cref="Uri"/>: that one rewrites escapes, and what the device opens
/// must be what the invitation said.
/// </summary>
/// <param name="Text">The whole link.</param>
/// <param name="Scheme">In lower case.</param>
/// <param name="Host">In lower case, without port and without a leading <c>www.</c>.</param>
/// <param name="Path">Path, query and fragment; begins with '/'.</param>
internal sealed record WebLink(string Text, string Scheme, string Host, string Path)
{
    public static WebLink? Parse(string text)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0) return null;
        var rest = text.AsSpan(colon + 3);
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        // "https://zoom.us@elsewhere.example/": no meeting service puts credentials before its host.
        if (authority.Contains('@')) return null;
        var port = authority.IndexOf(':');
        var host = (port < 0 ? authority : authority[..port]).TrimEnd('.').ToString().ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        var path = end < 0 ? "" : rest[end..].ToString();
        while (path.StartsWith("//", StringComparison.Ordinal)) path = path[1..];
        return host.Length == 0 ? null : new WebLink(text, text[..colon].ToLowerInvariant(), host, path is ['/', ..] ? path : "/" + path);
    }

    /// <summary>A query parameter's decoded value; null when absent or when its escapes are broken.</summary>
    public string? Query(string name)
    {
        var start = Path.IndexOf('?', StringComparison.Ordinal);
        if (start < 0) return null;
        foreach (var pair in Path[(start + 1)..].Split('&'))
        {
            var key = pair.StartsWith("amp;", StringComparison.Ordinal) ? pair[4..] : pair;
            if (key.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)) return LinkUnwrapper.Decode(key[(name.Length + 1)..]);
        }
        return null;
    }
}
