using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Graph's dateTimeTimeZone: a wall time and the name of its zone, as the caller wrote it.</summary>
/// <param name="Local">The wall time.</param>
/// <param name="Zone">A Windows or IANA zone name that <see cref="ZoneNames"/> knows.</param>
public sealed record ZonedTime(LocalDateTime Local, string Zone)
{
    /// <summary>A time in a gap moves forward by the gap; of a doubled time the first is meant.</summary>
    public Instant ToInstant() => Local.InZoneLeniently(ZoneNames.Get(Zone)).ToInstant();

    internal ZonedTime In(string zone) =>
        string.Equals(zone, Zone, StringComparison.OrdinalIgnoreCase) ? this : new(ToInstant().InZone(ZoneNames.Get(zone)).LocalDateTime, zone);
}
