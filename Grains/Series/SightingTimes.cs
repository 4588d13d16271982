using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>When a meeting takes place, from what was stored of it: what is next depends on when it is asked, not on when it was read. Pure.</summary>
internal static class SightingTimes
{
    /// <summary>Start of the next occurrence, moved and cancelled ones as they are, UTC; null when none is to come.</summary>
    public static DateTimeOffset? Next(MeetingSighting known, DateTimeOffset now) => First(Event(known), now);

    /// <summary>
    /// The start with which Webex makes the meeting. It takes none in the past: a series that runs already is made from its next
    /// occurrence on, at the time of the pattern also when that occurrence was moved, and from a moved one when no other is to come.
    /// </summary>
    public static DateTimeOffset StartForWebex(MeetingSighting known, DateTimeOffset now) => known.Recurrence is null || known.Start > now
        ? known.Start
        : First(Pattern(known), now.AddTicks(1)) ?? Left(known, now)?.Start ?? known.Start;

    /// <summary>The moved occurrence that is next when the pattern has none to come any more; else null.</summary>
    public static OccurrenceSighting? Left(MeetingSighting known, DateTimeOffset now) =>
        known.Recurrence is null || known.Start > now || First(Pattern(known), now.AddTicks(1)) is not null
            ? null
            : Shared(known).Where(moved => moved.Start > now).MinBy(moved => moved.Start);

    /// <summary>
    /// Until when the slot of the pattern that has begun lasts, UTC; null when none has. People may sit in Webex also when its occurrence was moved away
    /// or cancelled.
    /// </summary>
    public static DateTimeOffset? SlotEnd(MeetingSighting known, DateTimeOffset now) =>
        Occurrences.Running(Pattern(known), Instant.FromDateTimeOffset(now))?.End.ToDateTimeOffset();

    /// <summary>Until when people may join, UTC: no earlier may Webex be over with it. Null for a series without end.</summary>
    public static DateTimeOffset? EndForWebex(MeetingSighting known) =>
        known.Recurrence is null ? known.End : MovedBeyond(known) ?? PatternEnd(known);

    /// <summary>The end of the occurrence that was moved furthest beyond the last one of the pattern, UTC; null when none was.</summary>
    public static DateTimeOffset? MovedBeyond(MeetingSighting known) => known.Recurrence is not null && PatternEnd(known) is { } end
        ? Shared(known).Select(moved => moved.End).Where(moved => moved > end).Select(moved => (DateTimeOffset?)moved).Max()
        : null;

    /// <summary>The meeting as its organizer's mailbox showed it, with nothing but its times.</summary>
    public static CalendarEvent Event(MeetingSighting known)
    {
        var zone = known.Recurrence is null ? Zone(known.Start, known.End, known.TimeZone) : known.TimeZone;
        var start = Time(known.Start, zone);
        return new CalendarEvent
        {
            Id = known.EventId,
            Type = known.Recurrence is null ? EventType.SingleInstance : EventType.SeriesMaster,
            Start = start,
            End = Time(known.End, zone),
            Recurrence = known.Recurrence is { } rule ? RRule.Read(rule, start.Local.Date, known.TimeZone) : null,
            ExceptionOccurrences = [.. known.Exceptions.Select(exception => Exception(exception, known.TimeZone))],
            CancelledOccurrences = known.Cancelled,
        };
    }

    private static CalendarEvent Pattern(MeetingSighting known) => Event(known with { Exceptions = [], Cancelled = [] });

    private static DateTimeOffset? PatternEnd(MeetingSighting known) => Occurrences.LastEnd(Pattern(known))?.ToDateTimeOffset();

    /// <summary>What has a keyword or link of its own has a meeting of its own.</summary>
    private static IEnumerable<OccurrenceSighting> Shared(MeetingSighting known) => known.Exceptions.Where(moved => !moved.IsOwn);

    private static DateTimeOffset? First(CalendarEvent meeting, DateTimeOffset from) =>
        Occurrences.First(meeting, Instant.FromDateTimeOffset(from))?.Start.ToDateTimeOffset();

    private static CalendarEvent Exception(OccurrenceSighting exception, string ofSeries)
    {
        var zone = Zone(exception.Start, exception.End, ofSeries);
        return new CalendarEvent
        {
            Id = exception.EventId,
            Type = EventType.Exception,
            Start = Time(exception.Start, zone),
            End = Time(exception.End, zone),
            OriginalStart = Instant.FromDateTimeOffset(exception.Slot),
        };
    }

    /// <summary>UTC for what lies in the second of the two hours that a clock shows alike in autumn: a wall time stands for the first of them.</summary>
    private static string Zone(DateTimeOffset start, DateTimeOffset end, string zone) => IsClear(start, zone) && IsClear(end, zone) ? zone : DateTimeZone.Utc.Id;

    private static bool IsClear(DateTimeOffset time, string zone) =>
        TimeZones.ToInstant(Time(time, zone).Local, TimeZones.Find(zone) ?? DateTimeZone.Utc) == Instant.FromDateTimeOffset(time);

    private static EventTime Time(DateTimeOffset time, string zone) =>
        new(Instant.FromDateTimeOffset(time).InZone(TimeZones.Find(zone) ?? DateTimeZone.Utc).LocalDateTime, zone);
}
