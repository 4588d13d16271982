namespace HybridCalendar.Domain.Invitations;

/// <summary>A line of a body as it shows on the screen.</summary>
/// <param name="Start">Index of its first character in the body's content.</param>
/// <param name="End">Index after its last; what breaks the line lies outside.</param>
/// <param name="Visible">What a person reads.</param>
internal sealed record BodyLine(int Start, int End, string Visible)
{
    /// <summary>The lines of a part of a body, in order and one at a time.</summary>
    public static IEnumerable<BodyLine> Split(string content, int from, int to, bool isHtml)
    {
        var start = from;
        foreach (var (breakStart, breakEnd) in isHtml ? HtmlBreaks(content, from, to) : TextBreaks(content, from, to))
        {
            yield return Of(start, breakStart);
            start = breakEnd;
        }

        yield return Of(start, to);

        BodyLine Of(int lineStart, int lineEnd) => new(lineStart, lineEnd, JoinBlockMarks.VisibleText(content[lineStart..lineEnd], isHtml));
    }

    private static IEnumerable<(int Start, int End)> HtmlBreaks(string html, int from, int to) =>
        HtmlTag.Read(html, from, to).Where(tag => tag.BreaksLine).Select(tag => (tag.Start, tag.End));

    private static IEnumerable<(int Start, int End)> TextBreaks(string text, int from, int to)
    {
        for (var at = from; at < to; at++)
            if (text[at] is '\r' or '\n') yield return (at, at + 1);
    }
}
