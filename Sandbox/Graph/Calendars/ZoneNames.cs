using System.Collections.Concurrent;
using NodaTime;
using TimeZoneConverter;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Time zones by the names Graph knows: every Windows name, every IANA name, in any case.</summary>
internal static class ZoneNames
{
    private static readonly ConcurrentDictionary<string, DateTimeZone> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = DateTimeZone.Utc,
        ["tzone://Microsoft/Utc"] = DateTimeZone.Utc,
    };

    private static readonly Lazy<Dictionary<string, string>> IanaByAnyCase = new(() =>
        DateTimeZoneProviders.Tzdb.Ids.ToDictionary(id => id, StringComparer.OrdinalIgnoreCase));

    public static IEnumerable<string> Windows => TZConvert.KnownWindowsTimeZoneIds.Order(StringComparer.Ordinal);

    public static IEnumerable<string> Iana => DateTimeZoneProviders.Tzdb.Ids.Order(StringComparer.Ordinal);

    public static DateTimeZone? Find(string name)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        // Only names that exist are remembered: the memory must not grow with what callers invent.
        var zone = Resolve(name);
        return zone is null ? null : Known.GetOrAdd(name, zone);
    }

    public static DateTimeZone Get(string name) => Find(name) ?? throw GraphException.TimeZone(name);

    private static DateTimeZone? Resolve(string name)
    {
        if (TZConvert.TryWindowsToIana(name, out var iana))
            return DateTimeZoneProviders.Tzdb.GetZoneOrNull(iana);
        return IanaByAnyCase.Value.TryGetValue(name, out var id) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null;
    }
}
