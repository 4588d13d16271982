namespace HybridCalendar.Domain.Invitations;

/// <summary>
/// A part of an HTML document that can be taken out so that what remains is as well formed as before. A cut takes the tags around
/// its first and last line with it when they hold nothing else; a tag that also holds somebody's words stays.
/// </summary>
/// <param name="Start">Where the cut begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
/// <param name="Closing">Closing tags in the cut whose elements were opened before it and stay open without them.</param>
/// <param name="Opening">Opening tags in the cut whose elements are closed after it.</param>
internal sealed record HtmlCut(int Start, int End, string Closing, string Opening)
{
    /// <summary>Widens a block to a cut.</summary>
    /// <param name="html">The document.</param>
    /// <param name="block">The block; an intact one takes no more than what its own lines need.</param>
    /// <param name="floor">Where the cut before ends: this one does not begin before it.</param>
    public static HtmlCut Of(string html, FoundBlock block, int floor)
    {
        // The cut before may have taken the closing tag with which this block begins.
        int start = Math.Max(block.Start, floor), end = Math.Max(block.End, floor);
        var (closing, opening) = Unmatched(html, start, end);
        while (closing.Count > 0 && OpeningBefore(html, floor, start) is { } open && open.Name == closing[0].Name)
        {
            start = open.Start;
            closing.RemoveAt(0);
        }

        while (opening.Count > 0 && ClosingAfter(html, end) is { } close && close.Name == opening[^1].Name)
        {
            end = close.End;
            opening.RemoveAt(opening.Count - 1);
        }

        while (!block.IsIntact && closing.Count + opening.Count == 0 && OpeningBefore(html, floor, start) is { Name: "div" or "p" or "span" } open
            && ClosingAfter(html, end) is { } close && close.Name == open.Name)
        {
            start = open.Start;
            end = close.End;
        }

        return new(start, end, Text(closing), Text(opening));

        string Text(IEnumerable<HtmlTag> tags) => string.Concat(tags.Select(tag => html[tag.Start..tag.End]));
    }

    public static bool IsBalanced(string html)
    {
        var (closing, opening) = Unmatched(html, 0, html.Length);
        return closing.Count + opening.Count == 0;
    }

    private static (List<HtmlTag> Closing, List<HtmlTag> Opening) Unmatched(string html, int from, int to)
    {
        var closing = new List<HtmlTag>();
        var open = new List<HtmlTag>();
        foreach (var tag in HtmlTag.Read(html, from, to).Where(tag => !tag.IsEmpty))
        {
            var opener = tag.IsClosing ? open.FindLastIndex(candidate => candidate.Name == tag.Name) : -1;
            if (!tag.IsClosing) open.Add(tag);
            else if (opener >= 0) open.RemoveRange(opener, open.Count - opener);
            else closing.Add(tag);
        }

        return (closing, open);
    }

    private static HtmlTag? OpeningBefore(string html, int floor, int position)
    {
        while (position > floor && char.IsWhiteSpace(html[position - 1])) position--;
        if (position <= floor || html[position - 1] != '>') return null;
        var start = html.LastIndexOf('<', position - 1, position - floor);
        return HtmlTag.At(html, start) is { IsClosing: false, IsEmpty: false } tag && tag.End == position ? tag : null;
    }

    /// <summary>Passes over what Outlook leaves at the end of a line: blanks, breaks and empty <c>o:p</c> elements.</summary>
    private static HtmlTag? ClosingAfter(string html, int position)
    {
        while (position < html.Length)
        {
            if (char.IsWhiteSpace(html[position]))
                position++;
            else if (html.AsSpan(position).StartsWith("&nbsp;", StringComparison.Ordinal))
                position += "&nbsp;".Length;
            else if (HtmlTag.At(html, position) is not { } tag)
                return null;
            else if (tag.Name is "br" or "o:p")
                position = tag.End;
            else
                return tag.IsClosing ? tag : null;
        }

        return null;
    }
}
