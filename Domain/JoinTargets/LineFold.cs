namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Mail programs that fold long lines break links, too, also in the middle of a meeting's number: what stands before the fold is the
/// number of somebody else's meeting.
/// </summary>
internal static class LineFold
{
    /// <summary>More than any meeting number has.</summary>
    private const int MostDigits = 15;

    /// <summary>The digits that begin the next line, where a link ends its line with a digit.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="end">Behind the link.</param>
    /// <returns>The digits, empty when there are none, and where they end.</returns>
    public static (string Number, int End) NumberBehind(string text, int end)
    {
        var start = end;
        if (start < text.Length && text[start] == '\r') start++;
        if (start >= text.Length || text[start] != '\n' || !char.IsAsciiDigit(text[end - 1])) return ("", end);
        var last = ++start;
        while (last < text.Length && last - start <= MostDigits && char.IsAsciiDigit(text[last])) last++;
        var isNumber = last - start <= MostDigits && (last == text.Length || char.IsWhiteSpace(text[last]) || IsCertain(text, last));
        return isNumber ? (text[start..last], last) : ("", end);
    }

    /// <summary>A query right behind the digits can only be the link's.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="end">Behind the digits.</param>
    public static bool IsCertain(string text, int end) => end + 1 < text.Length && text[end] == '?' && char.IsAsciiLetter(text[end + 1]);
}
