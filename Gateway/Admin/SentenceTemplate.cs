using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Admin;

/// <summary>A sentence with places, such as <c>{0}</c>, for what differs from time to time.</summary>
internal sealed partial class SentenceTemplate
{
    private const int LongestValue = 400;
    private readonly string[] _words;
    private readonly int[] _places;

    public SentenceTemplate(string template)
    {
        _words = Place.Split(template);
        _places = [.. Place.Matches(template).Select(match => match.ValueSpan[1] - '0')];
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place { get; }

    /// <summary>The sentence at a place of a text, to its end or to the space before the next one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the sentence begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>What stands in its places, by their numbers; null when another sentence stands there.</returns>
    public string[]? Match(string text, int start, out int end)
    {
        end = start;
        if (string.CompareOrdinal(text, start, _words[0], 0, _words[0].Length) != 0)
            return null;
        end += _words[0].Length;
        var values = new string[_places.Length];
        for (var place = 0; place < _places.Length; place++)
        {
            var next = FindEnd(text, end, _words[place + 1]);
            if (next <= end || next - end > LongestValue)
                return null;
            values[_places[place]] = text[end..next];
            if (place == 0 && _words[0].Length == 0 && !IsShort(values[_places[place]]))
                return null;
            end = next + _words[place + 1].Length;
        }
        return end == text.Length || text[end] == ' ' ? values : null;
    }

    /// <summary>A place that a sentence ends with holds all that is left of the text.</summary>
    private static int FindEnd(string text, int start, string words) =>
        words.Length == 0 ? text.Length : text.IndexOf(words, start, StringComparison.Ordinal);

    /// <summary>A place that a sentence begins with must not swallow a sentence before: it is one word, or a number of things.</summary>
    private static bool IsShort(string value) => !value.Contains(' ', StringComparison.Ordinal) || char.IsAsciiDigit(value[0]) && !value.Contains(". ", StringComparison.Ordinal);
}
