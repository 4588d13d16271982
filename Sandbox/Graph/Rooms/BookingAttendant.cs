using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Rooms;

/// <summary>Exchange's resource booking attendant: answers an invitation by the room's policy and rewrites the room's copy.</summary>
internal sealed class BookingAttendant(Mailbox room, RoomPolicy policy, Instant now)
{
    private Instant Horizon => now + Duration.FromDays(policy.BookingWindowInDays);

    /// <summary>Whether the attendant looks at this organizer's invitations at all; otherwise they lie as tentative.</summary>
    public static bool Handles(RoomPolicy policy, Mailbox room, Person organizer) =>
        policy.AutomateProcessing == AutomateProcessing.AutoAccept
        && (policy.ProcessExternalMeetingMessages || string.Equals(Domain(room.Address), Domain(organizer.Address), StringComparison.OrdinalIgnoreCase));

    /// <summary>Decides about a copy the mailbox is about to store in place of <paramref name="existing"/>.</summary>
    public BookingDecision Decide(CalendarItem? existing, CalendarItem copy)
    {
        var untouched = existing is { Content.IsCancelled: false } && existing.Response.Response == "accepted" && existing.Content.SameTime(copy.Content);
        if (!untouched && !WithinLimits(ref copy))
            return Declined();
        var asked = copy.Events(now, Horizon).Where(e => !untouched || Moved(existing!, e)).ToList();
        var conflicts = policy.AllowConflicts ? [] : Conflicts(copy, asked);
        if (conflicts.Count > 0 && (!copy.IsSeries || (!untouched && !Tolerable(copy, conflicts.Count))))
            return Declined();

        var status = untouched ? existing!.Response : Answer;
        var answers = new List<(LocalDate?, ResponseStatus)>();
        if (!untouched)
            answers.Add((null, status));
        // A moved occurrence gets its own answer. One that does not fit is declined alone, and its time stays free.
        foreach (var slot in asked.Select(e => e.Slot).OfType<LocalDate>())
        {
            if (conflicts.Contains(slot))
                answers.Add((slot, new("declined", now)));
            else if (untouched)
                answers.Add((slot, Answer));
        }
        var declined = untouched ? conflicts.Union(existing!.Deleted) : conflicts;
        return new(Rewritten(copy) with { Response = status, Deleted = copy.Deleted.Union(declined) }, answers);
    }

    private ResponseStatus Answer => new(policy.AllBookInPolicy ? "accepted" : "tentativelyAccepted", now);

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];

    private BookingDecision Declined() => new(null, [(null, new("declined", now))]);

    private bool WithinLimits(ref CalendarItem copy)
    {
        var first = copy.View();
        if (policy.MaximumDurationInMinutes > 0 && first.End - first.Start > Duration.FromMinutes(policy.MaximumDurationInMinutes))
            return false;
        if (first.Start > Horizon)
            return false;
        if (copy.Content.Recurrence is not { } recurrence)
            return true;
        if (!policy.AllowRecurringMeetings)
            return false;
        var last = Horizon.InUtc().Date;
        if (recurrence.Last() is { } end && end <= last)
            return true;
        if (policy.EnforceSchedulingHorizon)
            return false;
        var range = recurrence.Range with { Type = "endDate", EndDate = last, Count = 0 };
        copy = copy with { Content = copy.Content with { Recurrence = recurrence with { Range = range } } };
        return true;
    }

    /// <summary>The days whose time is taken; for a single meeting, its own day.</summary>
    private HashSet<LocalDate> Conflicts(CalendarItem copy, List<EventView> asked)
    {
        if (asked.Count == 0)
            return [];
        var from = asked.Min(e => e.Start);
        var to = asked.Max(e => e.End);
        var busy = room.Items().Where(i => i.Number != copy.Number).SelectMany(i => i.Events(from, to))
            .Where(e => e.Content.ShowAs is not "free" && !e.Content.IsCancelled)
            .Select(e => (e.Start, e.End)).Order().ToList();
        return [.. asked.Where(e => e.Content.ShowAs is not "free" && Taken(busy, e)).Select(e => e.Slot ?? e.Content.Start!.Local.Date)];
    }

    private static bool Moved(CalendarItem held, EventView occurrence)
    {
        if (occurrence.Slot is not { } slot)
            return false;
        return !held.Deleted.Contains(slot) && held.Occurrence(slot) is var before
            && (before is null || before.Start != occurrence.Start || before.End != occurrence.End);
    }

    private static bool Taken(List<(Instant Start, Instant End)> busy, EventView occurrence)
    {
        // Meetings of at most a few days: those that begin before the end and reach past the start.
        var end = busy.BinarySearch((occurrence.End, Instant.MinValue));
        for (var i = (end < 0 ? ~end : end) - 1; i >= 0 && busy[i].Start > occurrence.Start - Duration.FromDays(32); i--)
        {
            if (busy[i].End > occurrence.Start)
                return true;
        }
        return false;
    }

    private bool Tolerable(CalendarItem copy, int conflicts)
    {
        var occurrences = copy.Events(now, Horizon).Count();
        return conflicts <= policy.MaximumConflictInstances && conflicts * 100 <= policy.ConflictPercentageAllowed * occurrences;
    }

    private CalendarItem Rewritten(CalendarItem copy)
    {
        var exceptions = copy.Exceptions;
        foreach (var (slot, exception) in copy.Exceptions)
            exceptions = exceptions.SetItem(slot, exception with { Patch = exception.Patch.With("rewritten", c => Rewritten(c, copy.Organizer)) });
        return copy with { Content = Rewritten(copy.Content, copy.Organizer), Exceptions = exceptions };
    }

    private EventContent Rewritten(EventContent content, Person organizer)
    {
        var subject = policy.DeleteSubject ? "" : content.Subject;
        // The master's title already holds the name when an exception inherits it.
        if (policy.AddOrganizerToSubject && !subject.StartsWith(organizer.Name, StringComparison.Ordinal))
            subject = subject.Length == 0 ? organizer.Name : $"{organizer.Name} {subject}";
        return content with
        {
            Subject = subject,
            Body = policy.DeleteComments ? EventBody.Empty : content.Body,
            Sensitivity = policy.RemovePrivateProperty && content.Sensitivity == "private" ? "normal" : content.Sensitivity,
            ShowAs = content.ShowAs == "free" ? "free" : policy.AllBookInPolicy ? "busy" : "tentative",
        };
    }
}
