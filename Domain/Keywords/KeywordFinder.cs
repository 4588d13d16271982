using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Keywords;

/// <summary>Finds the scheduler's keyword in the location field; other fields never hold keywords.</summary>
public static class KeywordFinder
{
    private static readonly (string Text, Keyword Keyword)[] s_words = [("@webex", Keyword.Webex), ("@meet", Keyword.Meet)];

    /// <summary>
    /// The leftmost keyword that stands as a word of its own, in any case, or null. What a reader does not see (zero-width
    /// marks) or sees alike (full-width letters) makes no difference.
    /// </summary>
    /// <param name="location">The location's display name, which may list several rooms.</param>
    public static KeywordMatch? Find(string location)
    {
        var folded = FoldedText.Of(location);
        var text = folded.Value;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
            foreach (var (word, keyword) in s_words)
                if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 && BeginsWord(text, at) && EndsWord(text, at + word.Length))
                    return Match(location, folded, at, at + word.Length, keyword);
        return null;
    }

    private static KeywordMatch Match(string location, FoldedText folded, int start, int colon, Keyword keyword)
    {
        var end = ModifierEnd(folded.Value, colon);
        var name = end > colon ? folded.Value[(colon + 1)..end] : null;
        var modifier = name?.ToUpperInvariant() switch
        {
            "MYROOM" => KeywordModifier.MyRoom,
            "SPACE" => KeywordModifier.Space,
            "ONETIME" => KeywordModifier.OneTime,
            _ => KeywordModifier.None,
        };
        var from = folded.Origin(start);
        var to = folded.Origin(end - 1) + 1;
        return new KeywordMatch(keyword, modifier, location[from..to], from, modifier == KeywordModifier.None ? name : null);
    }

    // "@webex: Room 4" has no modifier: the colon only closes the keyword.
    private static int ModifierEnd(string text, int colon)
    {
        if (colon >= text.Length || text[colon] != ':') return colon;
        var end = colon + 1;
        while (end < text.Length && (IsWordCharacter(text[end]) || text[end] == '-')) end++;
        while (text[end - 1] == '-') end--;
        return end == colon + 1 ? colon : end;
    }

    private static bool BeginsWord(string text, int at)
    {
        var start = at;
        while (start > 0 && "._%+-".Contains(text[start - 1], StringComparison.Ordinal)) start--;
        return start == 0 || (!IsWordCharacter(text[start - 1]) && text[start - 1] != '@' && !IsInLink(text, at));
    }

    // "https://social.example/@webex"
    private static bool IsInLink(string text, int at)
    {
        var start = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not (';' or ',')) start--;
        return text.AsSpan(start, at - start).Contains("://", StringComparison.Ordinal);
    }

    private static bool EndsWord(string text, int end)
    {
        if (end == text.Length) return true;
        if (text[end] is '.' or '-' or '+') return end + 1 == text.Length || !IsWordCharacter(text[end + 1]);
        return !IsWordCharacter(text[end]) && text[end] is not ('@' or '%');
    }

    // Chinese, Japanese and Thai write words without spaces, so their letters around a keyword say nothing.
    private static bool IsWordCharacter(char c) => (char.IsLetterOrDigit(c) || c == '_')
        && c is not ((>= '\u0e00' and <= '\u0e7f') or (>= '\u2e80' and <= '\u9fff') or (>= '\uf900' and <= '\ufaff'));
}
