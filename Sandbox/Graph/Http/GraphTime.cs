using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Times as Graph writes and reads them.</summary>
internal static class GraphTime
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff");
    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");

    public static string Write(LocalDateTime time) => Local.Format(time);

    public static string Write(Instant time) => Utc.Format(time);

    public static string Write(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>A point in time with its own offset; without one it is UTC.</summary>
    public static Instant? Read(string text)
    {
        if (text.Length < 10 || text[4] != '-')
            return null;
        // In a query a plus sign arrives as a space when the caller did not escape it.
        var given = text.Length > 6 && text[^6] == ' ' ? $"{text[..^6]}+{text[^5..]}" : text;
        return DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Instant.FromDateTimeOffset(time) : null;
    }
}
