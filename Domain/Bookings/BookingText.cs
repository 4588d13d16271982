using System.Globalization;
using System.Text;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Makes text of a calendar fit for a device.</summary>
public static class BookingText
{
    /// <summary>RoomOS takes 128 characters for a title or name in its other booking commands; <c>Put</c> documents no limit.</summary>
    public const int MaxLength = 128;

    /// <summary>
    /// One line without control characters or broken surrogates, cut at <see cref="MaxLength"/> UTF-16 units with an ellipsis,
    /// never inside a character as a person sees it.
    /// </summary>
    public static string Fit(string text)
    {
        var line = OneLine(text);
        if (line.Length <= MaxLength) return line;
        var kept = 0;
        var elements = StringInfo.GetTextElementEnumerator(line);
        while (elements.MoveNext())
        {
            var end = elements.ElementIndex + elements.GetTextElement().Length;
            if (end > MaxLength - 1) break;
            kept = end;
        }

        return line[..kept].TrimEnd() + "…";
    }

    private static string OneLine(string text)
    {
        // A title of megabytes is not worth cleaning: what is cut off later need not be read.
        var source = text.AsSpan(0, Math.Min(text.Length, 4096));
        var line = new StringBuilder(source.Length);
        foreach (var rune in source.EnumerateRunes())
        {
            var blank = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (!blank) line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }
}
