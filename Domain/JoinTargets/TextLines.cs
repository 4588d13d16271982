namespace HybridCalendar.Domain.JoinTargets;

/// <summary>The lines of a text around a place in it.</summary>
internal static class TextLines
{
    private const int Longest = 400;

    /// <summary>A label further above than this belongs to something else.</summary>
    private const int MostBlankLines = 50;

    /// <summary>The line at a position up to there, and the nearest line before it that is not blank.</summary>
    public static IEnumerable<string> Around(string text, int position)
    {
        var at = Math.Min(position, text.Length);
        var start = LineStart(text, at);
        yield return text[Math.Max(start, at - Longest)..at];
        for (var lines = 0; start > 0 && lines < MostBlankLines; lines++)
        {
            var end = start - 1;
            start = LineStart(text, end);
            if (text.AsSpan(start, end - start).IsWhiteSpace()) continue;
            yield return text[Math.Max(start, end - Longest)..end];
            yield break;
        }
    }

    private static int LineStart(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
}
