using System.Collections.Immutable;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What of a meeting belongs into an attendee's calendar.</summary>
internal static class AttendeeCopies
{
    // Only named properties of the public strings set travel with an invitation.
    private const string PublicStrings = "{00020329-0000-0000-c000-000000000046}";

    /// <summary>One copy of the meeting, or one for each single occurrence the mailbox is invited to, or none.</summary>
    public static IReadOnlyList<CalendarItem> Of(Mailbox mailbox, MeetingRequest request)
    {
        var meeting = request.Meeting;
        if (request.IsCancelled)
            return [];
        if (request.IsForwarded || meeting.Content.Invites(mailbox.Address))
            return [Whole(mailbox, meeting, request.IsForwarded)];
        return [.. meeting.Exceptions.Keys.Select(slot => meeting.Occurrence(slot))
            .OfType<EventView>().Where(o => o.Content.Invites(mailbox.Address)).Select(o => Single(mailbox, o))];
    }

    public static EventContent Cancelled(EventContent content) => content with
    {
        IsCancelled = true,
        ShowAs = "free",
        Subject = content.IsCancelled ? content.Subject : "Canceled: " + content.Subject,
    };

    /// <summary>Keeps what is the owner's own (labels, reminder, answer) when the organizer's update comes.</summary>
    public static CalendarItem KeepOwn(CalendarItem? existing, CalendarItem copy)
    {
        if (existing is null)
            return copy;
        var own = existing.Content;
        var sameTime = own.SameTime(copy.Content);
        var content = copy.Content with
        {
            Categories = own.Categories,
            IsReminderOn = own.IsReminderOn,
            ReminderMinutesBeforeStart = own.ReminderMinutesBeforeStart,
            ExtendedProperties = own.ExtendedProperties,
            ShowAs = sameTime && !own.IsCancelled ? own.ShowAs : copy.Content.ShowAs,
        };
        if (!sameTime)
            return copy with { Content = content };
        var exceptions = copy.Exceptions;
        foreach (var (slot, answered) in existing.Exceptions.Where(e => e.Value.Response is not null))
        {
            var exception = exceptions.GetValueOrDefault(slot) ?? new(EventPatch.Empty, answered.Modified, null);
            exceptions = exceptions.SetItem(slot, exception with { Response = answered.Response });
        }
        return copy with { Content = content, Response = existing.Response, Exceptions = exceptions };
    }

    private static CalendarItem Whole(Mailbox mailbox, CalendarItem meeting, bool isForwarded)
    {
        var without = meeting.Exceptions.Keys.Where(slot =>
            !isForwarded && meeting.Occurrence(slot) is { } occurrence && !occurrence.Content.Invites(mailbox.Address));
        // A person keeps seeing that an occurrence was cancelled; a room just has the time free.
        var cancelled = mailbox.Room is null ? meeting.Deleted : [];
        var exceptions = meeting.Exceptions;
        foreach (var slot in cancelled)
            exceptions = exceptions.SetItem(slot, new(EventPatch.Empty.With("cancelled", Cancelled), meeting.Modified, null));
        return Copy(mailbox, meeting, meeting.Content) with
        {
            UId = meeting.UId,
            Exceptions = exceptions,
            Deleted = meeting.Deleted.Except(cancelled).Union(without),
        };
    }

    private static CalendarItem Single(Mailbox mailbox, EventView occurrence) =>
        Copy(mailbox, occurrence.Item, occurrence.Content) with { UId = occurrence.UId };

    private static CalendarItem Copy(Mailbox mailbox, CalendarItem meeting, EventContent content) => new()
    {
        Mailbox = mailbox.Id,
        Number = 0,
        UId = meeting.UId,
        Content = content with
        {
            ShowAs = content.ShowAs == "free" ? "free" : "tentative",
            Categories = [],
            ReminderMinutesBeforeStart = 15,
            ExtendedProperties = content.ExtendedProperties.Where(p => p.Key.Contains(PublicStrings, StringComparison.OrdinalIgnoreCase))
                .ToImmutableDictionary(),
        },
        Organizer = meeting.Organizer,
        IsOrganizer = false,
        Created = Instant.MinValue,
        SourceSequence = meeting.Sequence,
        OriginalStartZone = meeting.OriginalStartZone,
        OriginalEndZone = meeting.OriginalEndZone,
        Response = ResponseStatus.NotResponded,
    };
}
