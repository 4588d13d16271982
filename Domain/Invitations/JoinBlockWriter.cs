using System.Globalization;
using System.Net;
using System.Text;

namespace HybridCalendar.Domain.Invitations;

/// <summary>Writes the join block. The same input always gives the same text.</summary>
internal static class JoinBlockWriter
{
    public const string NewLine = "\r\n";

    private const string LineStyle = "font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px";
    private const string MarkStyle = "font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:10px;color:#767676";

    public static string Write(bool isHtml, JoinDetails details, JoinBlockTexts texts, string? header, string? footer) =>
        isHtml ? Html(details, texts, header, footer) : Text(details, texts, header, footer);

    /// <summary>The lines of a header or footer, fit to stand in a block.</summary>
    public static IEnumerable<string> CustomLines(string? custom) =>
        Cut(custom ?? "").Split(["\r\n", "\n", "\r"], StringSplitOptions.None).Select(Clean).Where(line => line.Length > 0);

    private static string Html(JoinDetails details, JoinBlockTexts texts, string? header, string? footer)
    {
        static string Line(string inner) => $"<div style=\"{LineStyle}\">{inner}</div>{NewLine}";
        var lines = new StringBuilder();
        foreach (var line in CustomLines(header)) lines.Append(Line(Encode(line)));
        lines.Append(Line($"<b>{Encode(texts.Title)}</b>"));
        foreach (var (label, value, href) in Details(details, texts))
        {
            var shown = href is null ? Encode(value) : $"<a href=\"{Encode(href)}\">{Encode(value)}</a>";
            lines.Append(Line($"{Encode(label)}: {shown}"));
        }

        foreach (var line in CustomLines(footer)) lines.Append(Line(Encode(line)));
        var mark = JoinBlockMarks.End(JoinBlockMarks.Fingerprint(lines.ToString(), isHtml: true));
        return $"<div aria-hidden=\"true\" style=\"{MarkStyle}\">{JoinBlockMarks.Begin}</div>{NewLine}{lines}"
            + $"<div aria-hidden=\"true\" style=\"{MarkStyle}\">{mark}</div>";
    }

    private static string Text(JoinDetails details, JoinBlockTexts texts, string? header, string? footer)
    {
        var lines = CustomLines(header).Append(texts.Title)
            .Concat(Details(details, texts).Select(detail => $"{detail.Label}: {detail.Value}"))
            .Concat(CustomLines(footer));
        var inner = NewLine + string.Join(NewLine, lines) + NewLine;
        return JoinBlockMarks.Begin + inner + JoinBlockMarks.End(JoinBlockMarks.Fingerprint(inner, isHtml: false));
    }

    private static IEnumerable<(string Label, string Value, string? Href)> Details(JoinDetails details, JoinBlockTexts texts)
    {
        var link = Clean(details.JoinLink);
        var address = Clean(details.VideoAddress);
        var all = new List<(string Label, string Value, string? Href)>
        {
            (texts.JoinLink, link, IsWebLink(link) ? link : null),
            (texts.VideoAddress, address, IsSipAddress(address) ? "sip:" + address : null),
            (texts.MeetingNumber, Clean(details.MeetingNumber), null),
            (texts.Password, Clean(details.Password), null),
            (texts.NumericPassword, Clean(details.NumericPassword), null),
        };
        foreach (var phone in details.PhoneNumbers) all.Add((texts.Phone, Clean($"{phone.Number} {phone.Label}"), null));
        return all.Where(detail => detail.Value.Length > 0);
    }

    private static bool IsWebLink(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static bool IsSipAddress(string value) =>
        value.IndexOf('@', StringComparison.Ordinal) > 0 && value.All(c => char.IsLetterOrDigit(c) || "@.-_+!~*%&=$".Contains(c, StringComparison.Ordinal));

    /// <summary>One line that cannot be mistaken for a mark of ours or for Microsoft's line.</summary>
    private static string Clean(string value)
    {
        var line = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
            line.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        var safe = JoinBlockMarks.TeamsLine.Replace(line.ToString(), "___");
        while (JoinBlockMarks.Any.IsMatch(safe)) safe = JoinBlockMarks.Any.Replace(safe, "");
        return safe.Trim();
    }

    private static string Cut(string custom)
    {
        if (custom.Length <= JoinBlock.MaxCustomLength) return custom;
        var kept = 0;
        var elements = StringInfo.GetTextElementEnumerator(custom);
        while (elements.MoveNext() && elements.ElementIndex + elements.GetTextElement().Length <= JoinBlock.MaxCustomLength)
            kept = elements.ElementIndex + elements.GetTextElement().Length;
        return custom[..kept];
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
