namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Finds links in running text, as people and mail programs leave them there.</summary>
internal static class LinkScanner
{
    private const int LongestHost = 253;

    // Links of twice wrapped Teams meetings have about 2,000 characters.
    private const int LongestLink = 4 * 1024;
    private const string NeverInLink = "<>\"`\\|^";
    private const string Trailing = ".,;:!?'*)]}";

    /// <summary>The links of a text, in order and without overlap.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="schemes">The schemes to look for.</param>
    /// <param name="namesHost">Whether a link without scheme to this host is meant as one.</param>
    /// <param name="isList">True when ';' separates entries, as in the location field.</param>
    public static IEnumerable<LinkSpan> Find(string text, IReadOnlySet<string> schemes, Func<string, bool> namesHost, bool isList)
    {
        var done = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var span = text[i] switch
            {
                ':' when string.CompareOrdinal(text, i, "://", 0, 3) == 0 => WithScheme(text, i, done, schemes, isList),
                ':' when TeamsAppLink.EndsAt(text, i) && i - done >= TeamsAppLink.Scheme.Length && schemes.Contains(TeamsAppLink.Scheme) =>
                    Cut(text, i + 1, i + 2, TeamsAppLink.Host, isList),
                '/' when text[i - 1] is not ('/' or ':') => WithoutScheme(text, i, done, namesHost, isList),
                _ => null,
            };
            if (span is not { } found) continue;
            yield return found;
            done = found.End;
            i = Math.Max(i, done - 1);
        }
    }

    private static LinkSpan? WithScheme(string text, int colon, int from, IReadOnlySet<string> schemes, bool isList)
    {
        var start = colon;
        while (start > from && colon - start < 16 && char.IsAsciiLetter(text[start - 1])) start--;
        // "jhttps://": letters that slipped in front of a scheme do not hide the link.
        for (; start < colon; start++)
            if (schemes.Contains(text[start..colon].ToLowerInvariant())) return Cut(text, start, colon + 3, "", isList);
        return null;
    }

    private static LinkSpan? WithoutScheme(string text, int slash, int from, Func<string, bool> namesHost, bool isList)
    {
        var start = slash;
        while (start > from && slash - start <= LongestHost && IsHostCharacter(text[start - 1])) start--;
        if (start == slash || (start > 0 && "@/:=%&?_#".Contains(text[start - 1], StringComparison.Ordinal))) return null;
        var host = text[start..slash].ToLowerInvariant();
        if (host.StartsWith("www.", StringComparison.Ordinal)) host = host[4..];
        return host.Contains('.', StringComparison.Ordinal) && namesHost(host) ? Cut(text, start, slash + 1, "https://", isList) : null;
    }

    private static LinkSpan? Cut(string text, int start, int from, string prefix, bool isList)
    {
        var closer = start == 0 ? '\0' : text[start - 1] switch { '(' => ')', '[' => ']', '{' => '}', '\'' => '\'', '*' => '*', _ => '\0' };
        var isUrlDefense = text.AsSpan(start).StartsWith("https://urldefense.", StringComparison.OrdinalIgnoreCase);
        var end = from;
        var open = 0;
        for (; end < text.Length && end - start < LongestLink && !Ends(text, end, isList && !isUrlDefense); end++)
        {
            if (text[end] == '(') open++;
            else if (text[end] == closer && (closer != ')' || --open < 0)) break;
        }
        end = Trim(text, from, end);
        if (end <= from) return null;
        var link = prefix + text[start..end];
        var (number, last) = LineFold.NumberBehind(text, end);
        if (number.Length == 0) return new LinkSpan(start, end, link);
        if (!LineFold.IsCertain(text, last)) return new LinkSpan(start, end, link, number);
        var queryEnd = last;
        while (queryEnd < text.Length && queryEnd - start < LongestLink && !Ends(text, queryEnd, isList)) queryEnd++;
        queryEnd = Trim(text, last, queryEnd);
        return new LinkSpan(start, queryEnd, link + number + text[last..queryEnd]);
    }

    private static bool Ends(string text, int i, bool isList)
    {
        var c = text[i];
        if (c <= ' ' || c == '\u007f' || NeverInLink.Contains(c, StringComparison.Ordinal)) return true;
        if (c is ';' or ',' && string.Compare(text, i + 1, "http", 0, 4, StringComparison.OrdinalIgnoreCase) == 0) return true;
        if (c == ';' && isList) return true;
        // Beyond the alphabets come punctuation, symbols and scripts that are written without a space after a link.
        return c >= '\u0080' && (c >= '\u2000' || !char.IsLetterOrDigit(c));
    }

    private static int Trim(string text, int from, int end)
    {
        end = BeforeUnclosed(text, from, end);
        while (end > from && Trailing.Contains(text[end - 1], StringComparison.Ordinal))
        {
            if (text[end - 1] == ')' && text.AsSpan(from, end - from).Contains('(')) break;
            end--;
        }
        return end;
    }

    // "…/j/123(Passcode:": a parenthesis that stays open was written after the link, not in it.
    private static int BeforeUnclosed(string text, int from, int end)
    {
        var open = 0;
        var first = end;
        for (var i = from; i < end; i++)
        {
            if (text[i] == '(' && open++ == 0) first = i;
            else if (text[i] == ')' && open > 0) open--;
        }
        return open > 0 ? first : end;
    }

    private static bool IsHostCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}

/// <summary>A link in a text; <paramref name="Url"/> has a scheme even where the text had none.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Url">What it says, without a fold of the line.</param>
/// <param name="MayGoOn">The digits that may belong to it, as a mail program may have folded the line there; else null.</param>
internal readonly record struct LinkSpan(int Start, int End, string Url, string? MayGoOn = null);
