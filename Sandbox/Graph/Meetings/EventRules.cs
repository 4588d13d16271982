using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What must hold for an event before it is stored, in Graph's words when it does not.</summary>
internal static class EventRules
{
    private const int MaximumAttendees = 500;

    /// <summary>Checks and completes new content; <paramref name="before"/> is what it replaces.</summary>
    public static EventContent Complete(Mailbox mailbox, EventContent content, EventContent? before)
    {
        if (content.Start is null || content.End is null)
            throw GraphException.Validation("At least one property failed validation. The event needs both start and end.");
        if (content.Attendees.Length > MaximumAttendees)
            throw GraphException.InvalidRequest($"The event has more than {MaximumAttendees} attendees.");
        content = content.Recurrence is null ? content : InSeriesZone(content);
        CheckTimes(content);
        if (content.Recurrence is { } recurrence)
            content = WithRange(content, recurrence, before);
        return OnlineMeetings.Complete(mailbox, content, before);
    }

    /// <summary>An occurrence may not leave the days between its neighbours.</summary>
    public static void CheckBoundary(CalendarItem series, LocalDate slot, EventContent moved)
    {
        var recurrence = series.Content.Recurrence!;
        var day = moved.Start!.In(recurrence.Range.Zone).Local.Date;
        var previous = Neighbour(series, slot, before: true);
        var next = Neighbour(series, slot, before: false);
        if ((previous is { } p && day <= p) || (next is { } n && day >= n))
        {
            throw new GraphException(400, "ErrorOccurrenceCrossingBoundary",
                "Modified occurrence is crossing or overlapping adjacent occurrence.");
        }
    }

    private static LocalDate? Neighbour(CalendarItem series, LocalDate slot, bool before)
    {
        var recurrence = series.Content.Recurrence!;
        var dates = before
            ? recurrence.Dates(recurrence.Range.StartDate).TakeWhile(d => d < slot).Reverse()
            : recurrence.Dates(slot.PlusDays(1));
        foreach (var date in dates)
        {
            if (series.Occurrence(date) is { } neighbour)
                return neighbour.Content.Start!.In(recurrence.Range.Zone).Local.Date;
        }
        return null;
    }

    private static EventContent InSeriesZone(EventContent content)
    {
        var zone = content.Recurrence!.Range.Zone;
        if (zone.Length == 0)
        {
            var range = content.Recurrence.Range with { Zone = content.Start!.Zone };
            return content with { Recurrence = content.Recurrence with { Range = range }, End = content.End!.In(content.Start.Zone) };
        }
        // The wall clock of the range's zone rules the series, whatever zone the first start was written in.
        return content.IsAllDay ? content : content with { Start = content.Start!.In(zone), End = content.End!.In(zone) };
    }

    private static void CheckTimes(EventContent content)
    {
        var (start, end) = (content.Start!, content.End!);
        if (content.IsAllDay)
        {
            if (start.Local.TimeOfDay != LocalTime.Midnight || end.Local.TimeOfDay != LocalTime.Midnight)
                throw GraphException.Validation("The Event.Start and Event.End properties of an all-day event need to be set to midnight.");
            if (!string.Equals(start.Zone, end.Zone, StringComparison.OrdinalIgnoreCase))
                throw GraphException.Validation("The Event.Start and Event.End properties of an all-day event need to be in the same time zone.");
            if (end.Local < start.Local.PlusDays(1))
                throw GraphException.InvalidRequest("The duration of an event marked as all day must be at least 24 hours.");
        }
        else if (end.ToInstant() < start.ToInstant())
        {
            throw GraphException.Validation("At least one property failed validation. The end of the event is before its start.");
        }
    }

    private static EventContent WithRange(EventContent content, EventRecurrence recurrence, EventContent? before)
    {
        var range = recurrence.Range;
        var day = content.Start!.Local.Date;
        if (range.StartDate != day)
        {
            // A PATCH of the start alone takes the range along; a range that contradicts its own start is an error.
            if (before?.Recurrence is null || before.Recurrence != recurrence)
                throw GraphException.Validation("At least one property failed validation. The range's startDate must be the date of the event's start.");
            range = range with { StartDate = day };
        }
        if (range.EndDate is { } end && end < range.StartDate)
            throw GraphException.Validation("At least one property failed validation. The range ends before it starts.");
        return content with { Recurrence = recurrence with { Range = range } };
    }
}
