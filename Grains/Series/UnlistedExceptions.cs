using System.Collections.Immutable;
using HybridCalendar.Domain.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// Keeps what is known of far occurrences while Graph lists no exceptions with their series: those of the weeks to come were found in the
/// calendar then, and nobody looked further. Pure.
/// </summary>
internal static class UnlistedExceptions
{
    /// <summary>The sighting with what an earlier one knew beyond it. Another pattern or time has made an end of all exceptions.</summary>
    /// <param name="sighting">The sighting that may lack them.</param>
    /// <param name="before">What was seen before; null when nothing was.</param>
    public static MeetingSighting Keep(MeetingSighting sighting, MeetingSighting? before)
    {
        if (sighting.ExceptionsKnownUntil is not { } until)
            return sighting;
        var complete = sighting with { ExceptionsKnownUntil = null };
        if (before is null || PatternOf(before) != PatternOf(sighting))
            return complete;
        var seen = sighting.Exceptions.Select(exception => exception.EventId).ToHashSet();
        var kept = before.Exceptions.Where(exception => exception.Start >= until && !seen.Contains(exception.EventId) && !IsCancelled(exception, sighting)).ToList();
        var rooms = kept.Where(exception => !exception.IsOwn).SelectMany(exception => exception.Rooms).Except(sighting.Rooms).Distinct().ToList();
        return complete with
        {
            Exceptions = [.. sighting.Exceptions.Concat(kept).OrderBy(exception => exception.Slot).Take(MeetingSighting.MostExceptions)],
            Rooms = Join(sighting.Rooms, rooms),
            OccurrenceRooms = Join(sighting.OccurrenceRooms, rooms),
        };
    }

    private static (DateTimeOffset, DateTimeOffset, string, string?) PatternOf(MeetingSighting seen) => (seen.Start, seen.End, seen.TimeZone, seen.Recurrence);

    private static bool IsCancelled(OccurrenceSighting exception, MeetingSighting sighting) => sighting.Cancelled.Contains(
        LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(exception.Slot).InZone(TimeZones.Find(sighting.TimeZone) ?? DateTimeZone.Utc).Date));

    private static ImmutableArray<string> Join(ImmutableArray<string> rooms, List<string> more) => [.. rooms.Concat(more).Order(StringComparer.Ordinal)];
}
