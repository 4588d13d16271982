using System.Collections.Frozen;

namespace HybridCalendar.Domain.Invitations;

/// <summary>
/// A tag in a string of HTML, found without parsing the document: what lies around our block must stay byte for byte, so nothing
/// is ever written back from a tree.
/// </summary>
/// <param name="Start">Index of the opening bracket.</param>
/// <param name="End">Index after the closing bracket.</param>
/// <param name="Name">Lower-case name.</param>
/// <param name="IsClosing">True for <c>&lt;/name&gt;</c>.</param>
/// <param name="IsEmpty">True for a tag that never has a closing one.</param>
internal readonly record struct HtmlTag(int Start, int End, string Name, bool IsClosing, bool IsEmpty)
{
    private static readonly FrozenSet<string> s_withoutContent = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> s_withRawContent = new[] { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" }.ToFrozenSet();

    private static readonly FrozenSet<string> s_lineBreaking = new[]
    {
        "address", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html",
        "li", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }.ToFrozenSet();

    /// <summary>True for a tag that starts a new line on the screen.</summary>
    public bool BreaksLine => s_lineBreaking.Contains(Name);

    /// <summary>The tags in a part of a document, comments and scripts left out; ends early where a browser could see no further tag.</summary>
    public static IEnumerable<HtmlTag> Read(string html, int from, int to)
    {
        for (var at = Next(from); at >= 0; at = Next(at))
        {
            if (html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = html.IndexOf("-->", at + 4, StringComparison.Ordinal);
                if (end < 0) yield break;
                at = end + 3;
            }
            else if (!StartsTag(html, at))
            {
                at++;
            }
            else if (At(html, at) is { } tag && tag.End <= to)
            {
                yield return tag;
                at = tag.End;
                if (tag.IsClosing || !s_withRawContent.Contains(tag.Name)) continue;
                at = html.IndexOf("</" + tag.Name, at, StringComparison.OrdinalIgnoreCase);
                if (at < 0) yield break;
            }
            else
            {
                yield break;
            }
        }

        int Next(int start) => start < to ? html.IndexOf('<', start, to - start) : -1;
    }

    /// <summary>The tag that starts at an index, or null if none does or it never ends.</summary>
    public static HtmlTag? At(string html, int start)
    {
        if (!StartsTag(html, start)) return null;
        var isClosing = html[start + 1] == '/';
        var nameStart = start + (isClosing ? 2 : 1);
        var nameEnd = nameStart;
        while (nameEnd < html.Length && html[nameEnd] is not ('>' or '/') && !char.IsWhiteSpace(html[nameEnd])) nameEnd++;
        var end = EndOf(html, nameEnd);
        if (end < 0) return null;
        var name = html[nameStart..nameEnd].ToLowerInvariant();
        return new HtmlTag(start, end, name, isClosing, !isClosing && (html[end - 2] == '/' || s_withoutContent.Contains(name)));
    }

    private static bool StartsTag(string html, int at)
    {
        if (at < 0 || at + 1 >= html.Length || html[at] != '<') return false;
        var first = html[at + 1] == '/' && at + 2 < html.Length ? html[at + 2] : html[at + 1];
        return char.IsAsciiLetter(first);
    }

    /// <summary>A bracket inside a quoted attribute value does not end a tag.</summary>
    private static int EndOf(string html, int from)
    {
        var afterEquals = false;
        for (var at = from; at < html.Length; at++)
        {
            var c = html[at];
            if (c == '>') return at + 1;
            if (afterEquals && c is '"' or '\'')
            {
                at = html.IndexOf(c, at + 1);
                if (at < 0) return -1;
            }

            if (!char.IsWhiteSpace(c)) afterEquals = c == '=';
        }

        return -1;
    }
}
