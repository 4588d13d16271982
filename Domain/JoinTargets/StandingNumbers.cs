namespace HybridCalendar.Domain.JoinTargets;

/// <summary>The numbers that a text tells people: "876 5432 1098", not those in links.</summary>
internal static class StandingNumbers
{
    /// <summary>A meeting's number in groups.</summary>
    private const int Longest = 20;

    public static IReadOnlySet<string> In(string text)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var end = i;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ' ' or '-')) end++;
            if (end - i <= Longest && (i == 0 || text[i - 1] is not ('/' or '='))) numbers.Add(string.Concat(text[i..end].Where(char.IsAsciiDigit)));
            i = end;
        }
        return numbers;
    }
}
