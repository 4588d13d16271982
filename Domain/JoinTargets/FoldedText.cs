using System.Text;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Text with what a reader does not see taken out: zero-width and bidirectional marks and soft hyphens are dropped,
/// full-width forms become the ASCII characters that they show, odd spaces become a space.
/// </summary>
internal sealed class FoldedText
{
    private readonly int[]? _origin;

    private FoldedText(string text, int[]? origin) => (Value, _origin) = (text, origin);

    public string Value { get; }

    /// <summary>The place in the source text of a character of <see cref="Value"/>; its length for the end.</summary>
    public int Origin(int index) => _origin is null ? index : _origin[index];

    public static FoldedText Of(string source)
    {
        if (!source.AsSpan().ContainsAnyExceptInRange('\0', '\u007f')) return new FoldedText(source, null);
        var text = new StringBuilder(source.Length);
        var origin = new List<int>(source.Length + 1);
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (IsInvisible(c)) continue;
            text.Append(Fold(c));
            origin.Add(i);
        }
        origin.Add(source.Length);
        return new FoldedText(text.ToString(), [.. origin]);
    }

    private static bool IsInvisible(char c) => c is '\u00ad' or '\u034f' or '\u061c' or '\u180e' or '\ufeff'
        or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2069');

    private static char Fold(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u00a0' or '\u3000' or '\u202f' or '\u205f' or (>= '\u2000' and <= '\u200a') => ' ',
        '\u2028' or '\u2029' or '\u0085' => '\n',
        _ => c,
    };
}
