namespace HybridCalendar.Clients.Webex;

/// <summary>Fits a person's text into the limits of Webex.</summary>
internal static class WebexText
{
    /// <summary>The text within a number of UTF-16 units, never cut within a character; a text without any content becomes "Meeting".</summary>
    public static string Cut(string text, int most)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return "Meeting";
        if (trimmed.Length <= most)
            return trimmed;
        return trimmed[..(char.IsHighSurrogate(trimmed[most - 1]) ? most - 1 : most)];
    }
}
