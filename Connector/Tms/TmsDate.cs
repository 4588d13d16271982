using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Connector.Tms;

/// <summary>Times as TMS writes them: UTC, with a space in newer versions and a T in older ones.</summary>
internal static class TmsDate
{
    private static readonly InstantPattern s_space = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");
    private static readonly InstantPattern s_iso = InstantPattern.ExtendedIso;

    public static string Write(Instant time) => s_space.Format(time);

    /// <summary>An XML schema dateTime, which only the list operations take.</summary>
    public static string WriteDateTime(Instant time) => InstantPattern.General.Format(time);

    /// <returns>The time; null when the text is empty or no such time.</returns>
    public static Instant? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var parsed = s_space.Parse(text.Trim());
        if (parsed.Success)
            return parsed.Value;
        var iso = s_iso.Parse(text.Trim());
        return iso.Success ? iso.Value : null;
    }
}
