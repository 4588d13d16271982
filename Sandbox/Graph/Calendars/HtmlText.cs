using System.Net;
using System.Text;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>The little that Exchange does to bodies: wrap, clean, flatten.</summary>
internal static class HtmlText
{
    private const string Head = "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>";
    private const string Tail = "</body></html>";

    public static string ToDocument(string html)
    {
        var clean = Clean(html);
        return clean.Contains("<html", StringComparison.OrdinalIgnoreCase) ? clean : Head + clean + Tail;
    }

    public static string FromText(string text) =>
        $"{Head}<div class=\"PlainText\">{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br>\r\n")}</div>{Tail}";

    public static string ToText(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<')
            {
                var next = html.IndexOf('<', at);
                if (next < 0)
                    next = html.Length;
                AppendText(text, html.AsSpan(at, next - at));
                at = next;
                continue;
            }
            at = SkipTag(html, at, text);
        }
        return text.ToString().Trim();
    }

    /// <summary>Removes scripts and comments, which Exchange does not serve; comments inside a style element stay.</summary>
    private static string Clean(string html)
    {
        var clean = Remove(html, "<script", "</script>");
        return clean.Contains("<style", StringComparison.OrdinalIgnoreCase) ? clean : Remove(clean, "<!--", "-->");
    }

    private static string Remove(string html, string open, string close)
    {
        int start;
        while ((start = html.IndexOf(open, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var end = html.IndexOf(close, start, StringComparison.OrdinalIgnoreCase);
            html = end < 0 ? html[..start] : html.Remove(start, end + close.Length - start);
        }
        return html;
    }

    private static void AppendText(StringBuilder text, ReadOnlySpan<char> raw)
    {
        // Line breaks of the source are white space; those of the text come from tags.
        var words = WebUtility.HtmlDecode(raw.ToString()).Split(['\r', '\n', '\t', ' '], StringSplitOptions.None);
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0 && text.Length > 0 && !char.IsWhiteSpace(text[^1]))
                text.Append(' ');
            text.Append(words[i]);
        }
    }

    private static int SkipTag(string html, int at, StringBuilder text)
    {
        var end = html.IndexOf('>', at);
        if (end < 0)
            return html.Length;
        var name = TagName(html.AsSpan(at + 1, end - at - 1));
        if (name is "script" or "style" or "head")
        {
            var close = html.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase);
            if (close < 0)
                return html.Length;
            var closed = html.IndexOf('>', close);
            return closed < 0 ? html.Length : closed + 1;
        }
        if (name is "br" or "/p" or "/div" or "/tr" or "/li" or "/h1" or "/h2" or "/h3" && text.Length > 0)
            text.Append("\r\n");
        return end + 1;
    }

    private static string TagName(ReadOnlySpan<char> tag)
    {
        var length = 0;
        while (length < tag.Length && !char.IsWhiteSpace(tag[length]) && (length == 0 || tag[length] != '/'))
            length++;
        return tag[..length].ToString().ToLowerInvariant();
    }
}
