using System.Net;
using System.Text;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Invitations;

/// <summary>
/// The join details that we write into an invitation, between two marked lines. Everything outside them stays byte for byte as it
/// was, also after Exchange or Outlook has rewritten the HTML.
/// </summary>
public static class JoinBlock
{
    /// <summary>The most characters of an organization's own header or footer; what is longer is cut.</summary>
    public const int MaxCustomLength = 1024;

    /// <summary>True when the body holds a block of ours or a mark that is left of one.</summary>
    public static bool IsPresent(EventBody body) => JoinBlockMarks.Any.IsMatch(body.Content);

    /// <summary>
    /// Tells what the body's block says, in eight hexadecimal digits, if there is exactly one, nobody damaged it and it stands where
    /// it may stay; else null. The same whatever mail programs did to its markup; another meeting's, or one with other details,
    /// differs.
    /// </summary>
    public static string? Fingerprint(EventBody body) =>
        FoundBlock.FindAll(body, OwnLines(body, [])) is [{ Fingerprint: { } fingerprint } only] && !IsInside(TeamsBlobs(body.Content), only)
            ? fingerprint
            : null;

    /// <summary>
    /// The body with exactly one block, at the place of the first that was there, else at the end. Other copies of it (also of
    /// another meeting's) are removed; words that somebody typed into a block are kept below it. Applying the same twice changes
    /// nothing, and <see cref="Remove"/> restores a body that held no block.
    /// </summary>
    /// <param name="body">The invitation's body, HTML or text.</param>
    /// <param name="details">What to write; members that are empty are left out.</param>
    /// <param name="texts">The words in the scheduler's language.</param>
    /// <param name="header">The organization's own plain text above the details, at most <see cref="MaxCustomLength"/> characters.</param>
    /// <param name="footer">The organization's own plain text below them, at most <see cref="MaxCustomLength"/> characters.</param>
    /// <param name="earlier">Headers and footers that blocks in the body may have, in other languages or from other days.</param>
    public static EventBody Apply(
        EventBody body, JoinDetails details, JoinBlockTexts texts, string? header = null, string? footer = null, IEnumerable<string?>? earlier = null)
    {
        var found = FoundBlock.FindAll(body, OwnLines(body, [header, footer, .. earlier ?? []]));
        var block = JoinBlockWriter.Write(body.IsHtml, details, texts, header, footer);
        var teams = TeamsBlobs(body.Content);
        var place = found.FirstOrDefault(candidate => !IsInside(teams, candidate));
        var edited = Replace(body, found, place, block);
        return body with { Content = place is null ? Insert(edited, body.IsHtml, block) : edited };
    }

    /// <summary>The body without any block; words that somebody typed into one are kept.</summary>
    /// <param name="body">The invitation's body, HTML or text.</param>
    /// <param name="custom">
    /// Headers and footers of the organization's that the blocks may have: in a block into which somebody typed, nothing else tells them
    /// from his words.
    /// </param>
    public static EventBody Remove(EventBody body, IEnumerable<string?>? custom = null)
    {
        var found = FoundBlock.FindAll(body, OwnLines(body, custom ?? []));
        return found.Count == 0 ? body : body with { Content = Replace(body, found, place: null, "") };
    }

    private static Func<string, bool> OwnLines(EventBody body, IEnumerable<string?> custom)
    {
        var lines = custom.SelectMany(JoinBlockWriter.CustomLines)
            .Select(line => JoinBlockMarks.VisibleText(body.IsHtml ? WebUtility.HtmlEncode(line) : line, body.IsHtml)).ToHashSet();
        return line => lines.Contains(line) || JoinBlockTexts.IsOwnLine(line) || JoinBlockMarks.Piece.IsMatch(line);
    }

    /// <summary>At the end of the document, which lies behind the details of a Teams meeting and never inside.</summary>
    private static string Insert(string content, bool isHtml, string block)
    {
        if (!isHtml) return content.Length == 0 ? block : content + JoinBlockWriter.NewLine + JoinBlockWriter.NewLine + block;
        var closing = HtmlTag.Read(content, 0, content.Length).Where(tag => tag is { IsClosing: true, Name: "body" or "html" }).ToList();
        var end = closing.FindLastIndex(tag => tag.Name == "body") is var last and >= 0 ? last : closing.Count - 1;
        return content.Insert(end >= 0 ? closing[end].Start : content.Length, block);
    }

    private static string Replace(EventBody body, List<FoundBlock> found, FoundBlock? place, string block)
    {
        var result = new StringBuilder(body.Content.Length + block.Length);
        var atTheEnd = body.IsHtml ? found.Count : FirstOfTheTail(body.Content, found, place);
        var done = 0;
        for (var index = 0; index < found.Count; index++)
        {
            var cut = body.IsHtml ? HtmlCut.Of(body.Content, found[index], done) : new(found[index].Start, found[index].End, "", "");
            var written = (found[index] == place ? new[] { block } : []).Concat(found[index].Kept.Select(line => Keep(body, line))).ToList();
            result.Append(body.Content, done, cut.Start - done);
            if (index >= atTheEnd) TrimSeparator(result);
            result.Append(cut.Closing).AppendJoin(JoinBlockWriter.NewLine, written).Append(cut.Opening);
            done = cut.End;
        }

        return result.Append(body.Content, done, body.Content.Length - done).ToString();
    }

    private static string Keep(EventBody body, BodyLine line)
    {
        var raw = body.Content[line.Start..line.End].Trim();
        if (!body.IsHtml) return raw;
        return $"<div>{(HtmlCut.IsBalanced(raw) ? raw : WebUtility.HtmlEncode(line.Visible))}</div>";
    }

    /// <summary>The index of the first of the blocks at the end of a text that go without leaving anything there.</summary>
    private static int FirstOfTheTail(string content, List<FoundBlock> found, FoundBlock? place)
    {
        var index = found.Count;
        for (var end = content.Length; index > 0; index--)
        {
            var block = found[index - 1];
            if (block == place || block.Kept.Count > 0 || !content.AsSpan(block.End..end).IsWhiteSpace()) break;
            end = block.Start;
        }

        return index;
    }

    /// <summary>Takes back the two line ends that <see cref="Insert"/> put before a block, in whatever form they came back.</summary>
    private static void TrimSeparator(StringBuilder text)
    {
        for (var count = 0; count < 2 && text.Length > 0 && text[^1] is '\r' or '\n'; count++)
            text.Length -= text.Length > 1 && text[^1] == '\n' && text[^2] == '\r' ? 2 : 1;
    }

    private static bool IsInside(List<(int Start, int End)> blobs, FoundBlock block) =>
        blobs.Exists(blob => blob.Start < block.Start && block.End < blob.End);

    /// <summary>Where the details of Teams meetings stand: between two of Microsoft's lines.</summary>
    private static List<(int Start, int End)> TeamsBlobs(string content)
    {
        var blobs = new List<(int, int)>();
        var lines = JoinBlockMarks.TeamsLine.Matches(content);
        for (var index = 0; index + 1 < lines.Count; index++)
        {
            var between = content.AsSpan(lines[index].Index..lines[index + 1].Index);
            if (!between.Contains("teams.microsoft.", StringComparison.OrdinalIgnoreCase)
                && !between.Contains("teams.live.", StringComparison.OrdinalIgnoreCase)
                && !between.Contains("aka.ms/JoinTeams", StringComparison.OrdinalIgnoreCase)) continue;
            blobs.Add((lines[index].Index, lines[index + 1].Index + lines[index + 1].Length));
            index++;
        }

        return blobs;
    }
}
