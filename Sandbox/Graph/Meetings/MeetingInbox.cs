using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Rooms;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What a mailbox does with a meeting message: makes its copies equal to the meeting and, for a room, answers.</summary>
internal sealed class MeetingInbox(ItemNumbers numbers, TimeProvider time)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Returns the answers to send to the organizer.</summary>
    public IReadOnlyList<MeetingResponse> Receive(Mailbox mailbox, MeetingRequest request)
    {
        if (string.Equals(mailbox.Address, request.Meeting.Organizer.Address, StringComparison.OrdinalIgnoreCase))
            return [];
        lock (mailbox.Gate)
        {
            var existing = mailbox.FindMeeting(request.Meeting.UId);
            if (existing.Any(e => e.SourceSequence > request.Meeting.Sequence))
                return [];
            var wanted = AttendeeCopies.Of(mailbox, request);
            foreach (var gone in existing.Where(e => wanted.All(w => w.UId != e.UId)))
                Cancel(mailbox, gone);
            var responses = new List<MeetingResponse>();
            foreach (var copy in wanted)
                Store(mailbox, existing.FirstOrDefault(e => e.UId == copy.UId), copy, responses);
            return responses;
        }
    }

    /// <summary>Notes an attendee's answer in the organizer's item.</summary>
    public static void Receive(Mailbox organizer, MeetingResponse response, Instant now)
    {
        lock (organizer.Gate)
        {
            var item = organizer.FindMeeting(response.UId).FirstOrDefault(i => i.IsOrganizer);
            if (item is null || (response.Slot is { } slot && item.Occurrence(slot) is null))
                return;
            item = item with { Responses = item.Responses.SetItem((response.From.Address.ToLowerInvariant(), response.Slot), response.Status) };
            if (response.Slot is { } day && !item.Exceptions.ContainsKey(day))
                item = item with { Exceptions = item.Exceptions.SetItem(day, new(EventPatch.Empty, now, null)) };
            // Of what the organizer forwards himself nobody tells: who got it becomes an attendee by answering.
            organizer.Put(response.Slot is null ? Join(item, response.From) : item, now);
        }
    }

    /// <summary>Who an invitee forwarded the invitation to is an attendee at once.</summary>
    public static void Receive(Mailbox organizer, ForwardNotice notice, Instant now)
    {
        lock (organizer.Gate)
        {
            if (organizer.FindMeeting(notice.UId).FirstOrDefault(i => i.IsOrganizer) is { } item && notice.To.Aggregate(item, Join) is var joined && joined != item)
                organizer.Put(joined, now);
        }
    }

    /// <summary>A room, too, is an optional one (MS-OXOCAL 3.1.4.10.2.2).</summary>
    private static CalendarItem Join(CalendarItem item, Person who) => item.Content.Invites(who.Address)
        || string.Equals(who.Address, item.Organizer.Address, StringComparison.OrdinalIgnoreCase)
        ? item
        : item with { Content = item.Content with { Attendees = item.Content.Attendees.Add(new EventAttendee(who.Address, who.Name, "optional")) } };

    private void Cancel(Mailbox mailbox, CalendarItem copy)
    {
        if (mailbox.Room is { Policy.AutomateProcessing: not AutomateProcessing.None })
            mailbox.Remove(copy);
        else if (!copy.Content.IsCancelled)
            mailbox.Put(copy with { Content = AttendeeCopies.Cancelled(copy.Content) }, Now);
    }

    private void Store(Mailbox mailbox, CalendarItem? existing, CalendarItem copy, List<MeetingResponse> responses)
    {
        copy = AttendeeCopies.KeepOwn(existing, mailbox.RewritesLinks ? SafeLinks.Rewrite(copy) : copy) with
        {
            Number = existing?.Number ?? numbers.Next(),
            Calendar = existing?.Calendar ?? 0,
            Created = existing?.Created ?? Now,
        };
        if (mailbox.Room is not { } room || !BookingAttendant.Handles(room.Policy, mailbox, copy.Organizer))
        {
            mailbox.Put(copy, Now);
            return;
        }
        var decision = new BookingAttendant(mailbox, room.Policy, Now).Decide(existing, copy);
        if (decision.Copy is { } kept)
            mailbox.Put(kept, Now);
        else if (existing is not null)
            mailbox.Remove(existing);
        responses.AddRange(decision.Answers.Select(a => new MeetingResponse(copy.UId, mailbox.Person, a.Slot, a.Status)));
    }
}
