using HybridCalendar.Sandbox.Graph.Calendars;
using Microsoft.Extensions.Options;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>What an owner does to the own calendar; what the organizer does travels to everybody invited.</summary>
internal sealed class CalendarService(
    MeetingAnnouncer announcer, MeetingMail mail, ItemNumbers numbers, TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public EventView Create(Mailbox mailbox, EventPatch patch, string? transactionId, long calendar = 0)
    {
        var content = patch.ApplyTo(new EventContent());
        var (startZone, endZone) = (content.Start?.Zone ?? "UTC", content.End?.Zone ?? "UTC");
        content = EventRules.Complete(mailbox, content, before: null);
        CalendarItem item;
        lock (mailbox.Gate)
        {
            if (transactionId is not null && mailbox.FindByTransaction(transactionId) is { } existing)
                return existing.View();
            item = mailbox.Put(new()
            {
                Mailbox = mailbox.Id,
                Number = numbers.Next(),
                Calendar = calendar,
                UId = ICalUId.Create(Now, Guid.NewGuid()),
                Content = content,
                Organizer = mailbox.Person,
                IsOrganizer = true,
                Created = Now,
                TransactionId = transactionId,
                OriginalStartZone = startZone,
                OriginalEndZone = endZone,
                Response = ResponseStatus.Organizer,
            }, Now);
        }
        announcer.Invite(item);
        return item.View();
    }

    public EventView Update(Mailbox mailbox, ItemId id, EventPatch patch, string? ifMatch)
    {
        CalendarItem before, after;
        lock (mailbox.Gate)
        {
            before = Get(mailbox, id);
            CheckMatch(before, ifMatch);
            after = id.Slot is { } slot ? ChangeOccurrence(mailbox, before, slot, patch) : ChangeItem(mailbox, before, patch);
            after = mailbox.Put(after, Now);
        }
        if (after.IsOrganizer)
            announcer.Update(before, after, patch);
        return id.Slot is { } changed ? after.Occurrence(changed)! : after.View();
    }

    /// <summary>Removes the event; when the organizer does it, everybody invited is told.</summary>
    public void Delete(Mailbox mailbox, ItemId id, string? ifMatch)
    {
        CalendarItem before;
        CalendarItem? after = null;
        lock (mailbox.Gate)
        {
            before = Get(mailbox, id);
            CheckMatch(before, ifMatch);
            if (id.Slot is { } slot)
                after = mailbox.Put(before with { Deleted = before.Deleted.Add(slot), Exceptions = before.Exceptions.Remove(slot) }, Now);
            else
                mailbox.Remove(before);
        }
        if (!before.IsOrganizer)
            return;
        if (after is not null)
        {
            announcer.Update(before, after, patch: null);
            return;
        }
        // The cancellation is the meeting's next version: it must win over an update that is still under way.
        announcer.Cancel(before with { Sequence = mailbox.Sequence });
    }

    public void Cancel(Mailbox mailbox, ItemId id)
    {
        lock (mailbox.Gate)
        {
            if (!Get(mailbox, id).IsOrganizer)
                throw GraphException.InvalidRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.");
        }
        Delete(mailbox, id, ifMatch: null);
    }

    public void Respond(Mailbox mailbox, ItemId id, string response, bool sendResponse)
    {
        var status = new ResponseStatus(response, Now);
        CalendarItem item;
        lock (mailbox.Gate)
        {
            item = Get(mailbox, id);
            if (item.IsOrganizer)
                throw GraphException.InvalidRequest("Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.");
            if (sendResponse && !item.Content.ResponseRequested)
                throw GraphException.InvalidRequest("Your request can't be completed. The meeting organizer hasn't requested a response.");
            if (response == "declined" && id.Slot is null)
                mailbox.Remove(item);
            else
                mailbox.Put(Answered(item, id.Slot, status), Now);
        }
        if (sendResponse)
            mail.Send(item.Organizer.Address, new MeetingResponse(item.UId, mailbox.Person, id.Slot, status));
    }

    /// <summary>What Outlook's "duplicate" does: a meeting of its own with the same words, and with the same properties if told so.</summary>
    public EventView Copy(Mailbox mailbox, ItemId id, EventPatch changes, bool keepProperties)
    {
        EventView source;
        lock (mailbox.Gate)
        {
            var item = Get(mailbox, id);
            source = id.Slot is { } slot ? item.Occurrence(slot)! : item.View();
        }
        var content = source.Content with
        {
            // Who was invited only keeps a note of it: the others are the organizer's to invite.
            Attendees = source.Item.IsOrganizer ? source.Content.Attendees : [],
            ExtendedProperties = keepProperties ? source.Content.ExtendedProperties : source.Content.ExtendedProperties.Clear(),
            IsCancelled = false,
        };
        return Create(mailbox, EventPatch.Empty.With("copy", _ => content).Then(changes), transactionId: null);
    }

    /// <summary>What dragging to another calendar does: nobody is told, and the immutable id stays.</summary>
    public void Move(Mailbox mailbox, ItemId id, long calendar)
    {
        lock (mailbox.Gate)
            mailbox.Put(Get(mailbox, id with { Slot = null }) with { Calendar = calendar }, Now);
    }

    /// <summary>Makes a further calendar.</summary>
    public CalendarFolder AddCalendar(Mailbox mailbox, string name)
    {
        lock (mailbox.Gate)
            return mailbox.Folders.Add(numbers.Next(), name);
    }

    /// <summary>Removes a further calendar with all that lies in it; attendees are told as for each event by itself.</summary>
    public void DeleteCalendar(Mailbox mailbox, long calendar)
    {
        foreach (var item in mailbox.Items(calendar))
            Delete(mailbox, item.Id, ifMatch: null);
        lock (mailbox.Gate)
            mailbox.Folders.Remove(calendar);
    }

    public void Forward(Mailbox mailbox, ItemId id, IEnumerable<string> recipients, Func<string, Mailbox?> find)
    {
        CalendarItem item;
        var to = recipients.ToList();
        lock (mailbox.Gate)
            item = Get(mailbox, id);
        if (!item.IsOrganizer && find(item.Organizer.Address) is { } organizer)
        {
            mail.Send(organizer.Address, new ForwardNotice(item.UId, [.. to.Select(address => find(address)?.Person ?? new Person(address, address))]));
            lock (organizer.Gate)
                item = organizer.FindMeeting(item.UId).FirstOrDefault(i => i.IsOrganizer) ?? item;
        }
        announcer.Forward(item, to);
    }

    private static CalendarItem Get(Mailbox mailbox, ItemId id)
    {
        var item = id.Mailbox == mailbox.Id ? mailbox.Find(id.Number) : null;
        if (item is null || (id.Slot is { } slot && item.Occurrence(slot) is null))
            throw GraphException.ItemNotFound();
        return item;
    }

    private static void CheckMatch(CalendarItem item, string? ifMatch)
    {
        if (ifMatch is null or "*")
            return;
        if (ifMatch != $"W/\"{item.ChangeKey}\"" && ifMatch != $"\"{item.ChangeKey}\"")
            throw GraphException.Conflict();
    }

    private CalendarItem ChangeItem(Mailbox mailbox, CalendarItem before, EventPatch patch)
    {
        var content = EventRules.Complete(mailbox, patch.ApplyTo(before.Content), before.Content);
        var after = before with { Content = content };
        if (content.SameTime(before.Content))
            return after;
        // Another time is another question: nobody's answer holds any more.
        after = after with { Responses = after.Responses.Clear() };
        var keeps = content.Recurrence is not null && !options.Value.DropExceptionsOnPatternChange;
        return keeps ? after : after with { Exceptions = after.Exceptions.Clear(), Deleted = after.Deleted.Clear() };
    }

    private CalendarItem ChangeOccurrence(Mailbox mailbox, CalendarItem before, LocalDate slot, EventPatch patch)
    {
        if (patch.Sets("recurrence"))
            throw GraphException.InvalidRequest("Your request can't be completed. An occurrence of a series can't have a recurrence of its own.");
        var old = before.Occurrence(slot)!;
        var exception = before.Exceptions.GetValueOrDefault(slot) ?? new(EventPatch.Empty, Now, null);
        var merged = exception.Patch.Then(patch);
        var after = before with { Exceptions = before.Exceptions.SetItem(slot, exception with { Patch = merged, Modified = Now }) };
        var content = EventRules.Complete(mailbox, after.Occurrence(slot)!.Content, old.Content);
        if (content.OnlineMeeting != old.Content.OnlineMeeting)
        {
            var online = exception with { Patch = merged.With("onlineMeeting", c => Online(c, content)), Modified = Now };
            after = after with { Exceptions = after.Exceptions.SetItem(slot, online) };
        }
        if (content.SameTime(old.Content))
            return after;
        EventRules.CheckBoundary(before, slot, content);
        // Whoever accepted the old time has not accepted the new one.
        var asked = content.Attendees.Select(a => KeyValuePair.Create((a.Address.ToLowerInvariant(), (LocalDate?)slot), ResponseStatus.None));
        return after with { Responses = after.Responses.SetItems(asked) };
    }

    private static EventContent Online(EventContent content, EventContent completed) => content with
    {
        IsOnlineMeeting = completed.IsOnlineMeeting,
        OnlineMeeting = completed.OnlineMeeting,
        OnlineMeetingProvider = completed.OnlineMeetingProvider,
        Body = completed.Body,
    };

    private CalendarItem Answered(CalendarItem item, LocalDate? slot, ResponseStatus status)
    {
        var showAs = status.Response == "accepted" ? "busy" : status.Response == "tentativelyAccepted" ? "tentative" : "free";
        if (slot is not { } day)
            return item with { Response = status, Content = item.Content with { ShowAs = showAs } };
        if (status.Response == "declined")
            return item with { Deleted = item.Deleted.Add(day) };
        var exception = item.Exceptions.GetValueOrDefault(day) ?? new(EventPatch.Empty, Now, null);
        var patch = exception.Patch.With("showAs", c => c with { ShowAs = showAs });
        return item with { Exceptions = item.Exceptions.SetItem(day, new(patch, Now, status)) };
    }
}
