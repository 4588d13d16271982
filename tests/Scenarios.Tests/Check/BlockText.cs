using System.Text.RegularExpressions;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>A join block in a body, by the two lines that everybody can see.</summary>
internal sealed partial class BlockText
{
    private readonly string _body;
    private readonly Match _begin;
    private readonly Match _end;

    private BlockText(string body, Match begin, Match end) => (_body, _begin, _end) = (body, begin, end);

    /// <summary>The block with its two lines.</summary>
    public string Text => _body[_begin.Index..(_end.Index + _end.Length)];

    private string Inner => _body[(_begin.Index + _begin.Length).._end.Index];

    /// <summary>The first whole block.</summary>
    public static BlockText? Find(string body)
    {
        var begin = BeginPattern().Match(body);
        var end = EndPattern().Match(body, begin.Success ? begin.Index + begin.Length : 0);
        return begin.Success && end.Success ? new BlockText(body, begin, end) : null;
    }

    /// <summary>Blocks, and what is left of some.</summary>
    public static int Count(string body) => Math.Max(BeginPattern().Count(body), EndPattern().Count(body));

    public string WithoutBegin() => Replace("", Inner, _end.Value);

    public string WithoutEnd() => Replace(_begin.Value, Inner, "");

    public string WithoutMiddle()
    {
        var lines = LinePattern().Matches(Inner);
        var inner = lines.Count < 2 ? Inner : Inner.Remove(lines[0].Index, lines[lines.Count / 2].Index - lines[0].Index);
        return Replace(_begin.Value, inner, _end.Value);
    }

    public string Doubled() => Replace("", Text + Text, "");

    public string Without() => Replace("", "", "");

    private string Replace(string begin, string inner, string end) =>
        $"{_body[.._begin.Index]}{begin}{inner}{end}{_body[(_end.Index + _end.Length)..]}";

    [GeneratedRegex(@"<div[^>]*>\+(~\.){19}~=</div>\s*|\+(~\.){19}~=", RegexOptions.ExplicitCapture)]
    private static partial Regex BeginPattern();

    [GeneratedRegex(@"<div[^>]*>=(~\.){9}[0-9a-f]{8}(\.~){7}\+</div>|=(~\.){9}[0-9a-f]{8}(\.~){7}\+", RegexOptions.ExplicitCapture)]
    private static partial Regex EndPattern();

    [GeneratedRegex(@"<div[^>]*>.*?</div>\s*", RegexOptions.Singleline)]
    private static partial Regex LinePattern();
}
