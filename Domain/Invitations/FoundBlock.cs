using System.Text.RegularExpressions;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Invitations;

/// <summary>A join block, or what is left of one, in a body.</summary>
/// <param name="Start">Index of its first mark, or of its first line if that mark is gone.</param>
/// <param name="End">Index after its last mark or line.</param>
/// <param name="Fingerprint">Of what it says when that is what we wrote, however it is marked up; null for a damaged one.</param>
/// <param name="Kept">Lines inside that are not ours: somebody typed them there.</param>
internal sealed record FoundBlock(int Start, int End, string? Fingerprint, IReadOnlyList<BodyLine> Kept)
{
    public bool IsIntact => Fingerprint is not null;

    /// <summary>Every block in a body, in order. They do not overlap.</summary>
    public static List<FoundBlock> FindAll(EventBody body, Func<string, bool> isOwnLine)
    {
        var found = new List<FoundBlock>();
        var marks = JoinBlockMarks.Any.Matches(body.Content);
        for (var index = 0; index < marks.Count; index++)
        {
            var before = found.Count == 0 ? 0 : found[^1].End;
            var after = index + 1 < marks.Count ? marks[index + 1].Index : body.Content.Length;
            if (index + 1 < marks.Count && Whole(body, marks[index], marks[index + 1], isOwnLine) is { } whole)
            {
                found.Add(whole);
                index++;
            }
            else
            {
                found.Add(IsBegin(marks[index]) ? Beginning(body, marks[index], after, isOwnLine) : Ending(body, marks[index], before, isOwnLine));
            }
        }

        return found;
    }

    private static bool IsBegin(Match mark) => mark.Groups["begin"].Success;

    private static int EndOf(Match mark) => mark.Index + mark.Length;

    private static FoundBlock? Whole(EventBody body, Match begin, Match end, Func<string, bool> isOwnLine)
    {
        if (!IsBegin(begin) || IsBegin(end)) return null;
        var inner = body.Content[EndOf(begin)..end.Index];
        var fingerprint = end.Groups["fingerprint"].Value;
        if (JoinBlockMarks.Fingerprint(inner, body.IsHtml) == fingerprint) return new(begin.Index, EndOf(end), fingerprint, []);

        // The end of one damaged block and the beginning of another can lie far apart: what is between them is not ours.
        if (JoinBlockMarks.TeamsLine.IsMatch(inner)) return null;
        if (body.IsHtml && HtmlTag.Read(inner, 0, inner.Length).Any(tag => tag.Name is "html" or "head" or "body")) return null;
        var kept = BodyLine.Split(body.Content, EndOf(begin), end.Index, body.IsHtml)
            .Where(line => !IsBlank(body, line) && !isOwnLine(line.Visible));
        return new(begin.Index, EndOf(end), Fingerprint: null, kept.ToList());
    }

    private static FoundBlock Beginning(EventBody body, Match mark, int limit, Func<string, bool> isOwnLine)
    {
        var end = EndOf(mark);
        foreach (var line in BodyLine.Split(body.Content, end, limit, body.IsHtml).TakeWhile(line => IsBlank(body, line) || isOwnLine(line.Visible)))
            if (!IsBlank(body, line)) end = line.End;
        return new(mark.Index, end, Fingerprint: null, []);
    }

    private static FoundBlock Ending(EventBody body, Match mark, int limit, Func<string, bool> isOwnLine)
    {
        var start = mark.Index;
        var lines = BodyLine.Split(body.Content, limit, start, body.IsHtml).Reverse();
        foreach (var line in lines.TakeWhile(line => IsBlank(body, line) || isOwnLine(line.Visible)))
            if (!IsBlank(body, line)) start = line.Start;
        return new(start, EndOf(mark), Fingerprint: null, []);
    }

    private static bool IsBlank(EventBody body, BodyLine line) => line.Visible.Length == 0
        && !(body.IsHtml && body.Content.AsSpan(line.Start, line.End - line.Start).Contains("<img", StringComparison.OrdinalIgnoreCase));
}
