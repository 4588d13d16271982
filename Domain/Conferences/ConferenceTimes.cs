using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Conferences;

/// <summary>Brings a calendar's times into a request, and back.</summary>
public static class ConferenceTimes
{
    /// <summary>The request with the times of an event: of a single one, or of a master with its exceptions and deleted occurrences.</summary>
    /// <param name="request">What else is asked.</param>
    /// <param name="ev">The event; exceptions keep their title only where it differs.</param>
    public static ConferenceRequest WithTimesOf(this ConferenceRequest request, CalendarEvent ev)
    {
        List<string> ignored = [];
        var isSeries = ev.Recurrence is not null && ev.Type is not (EventType.Occurrence or EventType.Exception);
        var times = isSeries ? EventTimes.OfSeries(ev, ignored) : EventTimes.OfSingle(ev, ignored);
        var zone = times.Zone.Id;
        return request with
        {
            Zone = zone,
            Start = times.Start,
            End = times.Start + times.WallLength,
            Recurrence = isSeries ? ev.Recurrence! with { Range = ev.Recurrence.Range with { RecurrenceTimeZone = zone } } : null,
            Exceptions = isSeries ? [.. ev.ExceptionOccurrences.Where(exception => !exception.IsCancelled).Select(exception => Exception(exception, ev, times)).OfType<ConferenceException>()] : [],
            Cancellations = isSeries ? [.. Cancelled(ev, times)] : [],
        };
    }

    /// <summary>The event that a request describes: what the rules of recurrence work on.</summary>
    internal static CalendarEvent ToEvent(ConferenceRequest request) => new()
    {
        Type = request.Recurrence is null ? EventType.SingleInstance : EventType.SeriesMaster,
        Start = new EventTime(request.Start, request.Zone),
        End = new EventTime(request.End, request.Zone),
        Recurrence = request.Recurrence is { } rule ? rule with { Range = rule.Range with { RecurrenceTimeZone = request.Zone } } : null,
    };

    private static ConferenceException? Exception(CalendarEvent exception, CalendarEvent master, EventTimes times)
    {
        if (!EventTimes.IsUsable(exception.Start))
            return null;
        var own = Occurrences.Of(exception with { Type = EventType.SingleInstance, Recurrence = null }, Instant.MinValue, Instant.MaxValue, 1).Items[0];
        return new ConferenceException(
            times.SlotOf(exception.OriginalStart ?? own.Start), own.Start.InZone(times.Zone).LocalDateTime, own.End.InZone(times.Zone).LocalDateTime)
        {
            Title = exception.Subject.Length == 0 || exception.Subject == master.Subject ? null : exception.Subject,
        };
    }

    private static IEnumerable<LocalDate> Cancelled(CalendarEvent master, EventTimes times)
    {
        foreach (var id in master.CancelledOccurrences)
        {
            if (LocalDatePattern.Iso.Parse(id[(id.LastIndexOf('.') + 1)..]) is { Success: true } date)
                yield return date.Value;
        }
        foreach (var exception in master.ExceptionOccurrences.Where(exception => exception.IsCancelled && exception.OriginalStart is not null))
            yield return times.SlotOf(exception.OriginalStart!.Value);
    }
}
