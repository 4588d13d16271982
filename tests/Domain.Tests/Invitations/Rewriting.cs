using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.Tests.Invitations;

/// <summary>What mail programs do to HTML between two of our visits. Each works on one tag or run of text at a time.</summary>
public static class Rewriting
{
    public static TheoryData<string> All => [nameof(OutlookOnTheWeb), nameof(OutlookForWindows), nameof(NoAttributes), nameof(OtherLineEnds), nameof(OneLine)];

    public static string Apply(string name, string html) => name switch
    {
        nameof(OutlookOnTheWeb) => OutlookOnTheWeb(html),
        nameof(OutlookForWindows) => OutlookForWindows(html),
        nameof(NoAttributes) => NoAttributes(html),
        nameof(OtherLineEnds) => OtherLineEnds(html),
        nameof(OneLine) => OneLine(html),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>Classes and ids get a prefix, attributes change places, anchors and blocks get more of them, comments go.</summary>
    private static string OutlookOnTheWeb(string html)
    {
        var prefixed = Regex.Replace(html, "(class|id)=\"", "$1=\"x_");
        var swapped = Regex.Replace(prefixed, "<div ([a-z-]+=\"[^\"]*\") ([a-z-]+=\"[^\"]*\")>", "<div $2 $1 class=\"x_elementToProof\">");
        var anchors = swapped.Replace("<a href=", "<a rel=\"noopener noreferrer\" data-auth=\"NotApplicable\" href=", StringComparison.Ordinal);
        return Regex.Replace(anchors, "<!--.*?-->", "");
    }

    /// <summary>Word writes paragraphs with spans, and an empty paragraph mark at the end of each.</summary>
    private static string OutlookForWindows(string html)
    {
        var opened = Regex.Replace(html, "<div[^>]*>", "<p class=MsoNormal><span style='font-size:10.0pt;color:#767676'>");
        return opened.Replace("</div>", "<o:p></o:p></span></p>\r\n", StringComparison.Ordinal);
    }

    private static string NoAttributes(string html) => Regex.Replace(html, "<([a-z]+) [^>]*>", "<$1>");

    private static string OtherLineEnds(string html) => html.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("<div", "\n<div\n", StringComparison.Ordinal)
        .Replace("<div\n>", "<div>", StringComparison.Ordinal);

    private static string OneLine(string html) => html.Replace("\r\n", "", StringComparison.Ordinal);
}
