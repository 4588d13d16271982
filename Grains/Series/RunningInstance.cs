using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>Finds the instance of a meeting that is under way, from what was stored of the meeting. Pure.</summary>
internal static class RunningInstance
{
    /// <returns>Null when none is. The first one, should two overlap.</returns>
    public static ActiveInstance? Find(MeetingSighting known, DateTimeOffset now) =>
        Occurrences.Running(SightingTimes.Event(known), Instant.FromDateTimeOffset(now)) is { } one
            ? new ActiveInstance(
                (one.Event.OriginalStart ?? one.Start).ToDateTimeOffset(), one.Start.ToDateTimeOffset(), one.End.ToDateTimeOffset(),
                known.Subject, now, MeetingChanges.None)
            : null;
}
