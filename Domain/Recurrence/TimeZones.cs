using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using TimeZoneConverter;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>Finds the time zone that a calendar names, from the TZDB that NodaTime carries (never the machine's).</summary>
public static class TimeZones
{
    private static readonly FrozenDictionary<string, string> s_ianaIds =
        TzdbDateTimeZoneSource.Default.GetIds().ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The zone of a Windows or IANA name, in any case; null when the name says nothing: empty, unknown, or one of
    /// Exchange's names for a zone that only its maker knows (<c>tzone://Microsoft/Custom</c>, <c>Customized Time Zone</c>).
    /// </summary>
    /// <param name="graphName">
    /// The <c>timeZone</c> of a Graph <c>dateTimeTimeZone</c>. Names of other calendars that wrap an IANA name
    /// (<c>US-Eastern</c>, <c>/example.org/Europe/Berlin</c>) are understood.
    /// </param>
    public static DateTimeZone? Find(string? graphName)
    {
        var name = graphName?.Trim() ?? "";
        if (name.Length == 0) return null;
        if (name.Equals("tzone://Microsoft/Utc", StringComparison.OrdinalIgnoreCase)) return DateTimeZone.Utc;
        return FromIana(name) ?? FromWindows(name) ?? FromWrapped(name);
    }

    /// <summary>
    /// The moment of a wall time: one that the clocks skip takes the offset before the change (02:30 becomes 03:30),
    /// one that happens twice is the first.
    /// </summary>
    public static Instant ToInstant(LocalDateTime local, DateTimeZone zone) => local.InZoneLeniently(zone).ToInstant();

    private static DateTimeZone? FromIana(string name) =>
        s_ianaIds.TryGetValue(name, out var id) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;

    private static DateTimeZone? FromWindows(string name) =>
        TZConvert.TryWindowsToIana(name, out var iana) ? FromIana(iana) : null;

    private static DateTimeZone? FromWrapped(string name)
    {
        if (name.StartsWith("US-", StringComparison.OrdinalIgnoreCase)) return FromIana("US/" + name[3..]);
        if (!name.StartsWith('/')) return null;
        for (var slash = 0; slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            var inner = name[(slash + 1)..];
            if (inner.Contains('/', StringComparison.Ordinal) && FromIana(inner) is { } zone) return zone;
        }

        return null;
    }
}
