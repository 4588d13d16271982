using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>Finds the instance of a meeting that is under way, from what was stored of the meeting. Pure.</summary>
internal static class RunningInstance
{
    /// <returns>Null when none is. The first one, should two overlap.</returns>
    public static ActiveInstance? Find(MeetingSighting known, DateTimeOffset now)
    {
        var moment = Instant.FromDateTimeOffset(now);
        var running = Occurrences.Of(Event(known), moment, moment.PlusTicks(1), max: 1, WindowRule.Overlaps).Items;
        return running is [var one, ..]
            ? new ActiveInstance(
                (one.Event.OriginalStart ?? one.Start).ToDateTimeOffset(), one.Start.ToDateTimeOffset(), one.End.ToDateTimeOffset(),
                known.Subject, now, MeetingChanges.None)
            : null;
    }

    private static CalendarEvent Event(MeetingSighting known)
    {
        var start = Time(known.Start, known.TimeZone);
        return new CalendarEvent
        {
            Id = known.EventId,
            Type = known.Recurrence is null ? EventType.SingleInstance : EventType.SeriesMaster,
            Start = start,
            End = Time(known.End, known.TimeZone),
            Recurrence = known.Recurrence is { } rule ? RRule.Read(rule, start.Local.Date, known.TimeZone) : null,
            ExceptionOccurrences = [.. known.Exceptions.Select(exception => Exception(exception, known.TimeZone))],
            CancelledOccurrences = known.Cancelled,
        };
    }

    private static CalendarEvent Exception(OccurrenceSighting exception, string zone) => new()
    {
        Id = exception.EventId,
        Type = EventType.Exception,
        Start = Time(exception.Start, zone),
        End = Time(exception.End, zone),
        OriginalStart = Instant.FromDateTimeOffset(exception.Slot),
    };

    private static EventTime Time(DateTimeOffset time, string zone) =>
        new(Instant.FromDateTimeOffset(time).InZone(TimeZones.Find(zone) ?? DateTimeZone.Utc).LocalDateTime, zone);
}
