using System.Text;
using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Tests.Admin.Sources;

/// <summary>Finds the texts in a C# source, those within others' interpolations too; texts that are added up are one.</summary>
internal sealed partial class StringLiterals
{
    private const int LongestBefore = 80;

    /// <summary>A line's end and the next one's indentation.</summary>
    private const int LongestPlus = 80;
    private readonly List<StringLiteral> _found = [];
    private readonly string _source;
    private int _at;

    private StringLiterals(string source) => _source = source;

    [GeneratedRegex("""\G(?<marks>[$@]*)(?<quotes>"{3,}|")""", RegexOptions.ExplicitCapture)]
    private static partial Regex Opening { get; }

    [GeneratedRegex("""\G'(\\.[^']*|[^'])'""", RegexOptions.ExplicitCapture)]
    private static partial Regex Character { get; }

    [GeneratedRegex(@"\A\s*\+\s*\z")]
    private static partial Regex Plus { get; }

    [GeneratedRegex(@"\{(?<number>\d)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Hole { get; }

    public static IReadOnlyList<StringLiteral> Read(string source)
    {
        var reader = new StringLiterals(source);
        reader.ReadCode(isInHole: false);
        var all = new List<StringLiteral>();
        foreach (var literal in reader._found.OrderBy(literal => literal.Start))
        {
            var first = all.FindLastIndex(other => other.End < literal.Start && literal.Start - other.End < LongestPlus && Plus.IsMatch(source[other.End..literal.Start]));
            if (first < 0)
                all.Add(literal);
            else
                all[first] = all[first] with { Text = all[first].Text + Renumber(literal.Text, Hole.Count(all[first].Text)), End = literal.End };
        }
        return all;
    }

    private static string Renumber(string text, int by) => Hole.Replace(text, hole => $"{{{hole.Groups["number"].ValueSpan[0] - '0' + by}}}");

    /// <summary>Reads to the end, or to the brace that ends what is put into a text.</summary>
    private void ReadCode(bool isInHole)
    {
        for (var depth = 0; _at < _source.Length;)
        {
            if (Opening.Match(_source, _at) is { Success: true } opening)
                ReadText(opening.Groups["marks"].Value, opening.Groups["quotes"].Value);
            else if (Character.Match(_source, _at) is { Success: true } character)
                _at += character.Length;
            else if (Stands("//"))
                SkipTo("\n");
            else if (Stands("/*"))
                SkipTo("*/");
            else if (isInHole && depth == 0 && _source[_at] == '}')
                return;
            else
                depth += _source[_at++] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        }
    }

    private void ReadText(string marks, string quotes)
    {
        var (start, holes, isRaw, isVerbatim) = (_at, 0, quotes.Length > 1, marks.Contains('@'));
        var brace = new string('{', isRaw ? marks.Count(mark => mark == '$') : Math.Min(1, marks.Count(mark => mark == '$')));
        var text = new StringBuilder();
        for (_at += marks.Length + quotes.Length; !Stands(quotes) || isVerbatim && Stands("\"\"");)
        {
            if (brace.Length > 0 && Stands(brace) && (isRaw || !Stands("{{")))
            {
                text.Append('{').Append(holes++).Append('}');
                _at += brace.Length;
                ReadCode(isInHole: true);
                _at += brace.Length;
            }
            else
            {
                var isPair = !isRaw && (brace.Length > 0 && (Stands("{{") || Stands("}}")) || isVerbatim && Stands("\"\"") || !isVerbatim && Stands("\\"));
                _at += isPair ? 2 : 1;
                text.Append(_source[_at - 1]);
            }
        }
        _at += quotes.Length;
        _found.Add(new StringLiteral(text.ToString(), _source[Math.Max(0, start - LongestBefore)..start], start, _at));
    }

    private bool Stands(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private void SkipTo(string end)
    {
        var found = _source.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _source.Length : found + end.Length;
    }
}
