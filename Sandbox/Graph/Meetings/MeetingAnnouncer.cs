using System.Collections.Immutable;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Meetings;

/// <summary>Tells the attendees what the organizer did.</summary>
internal sealed class MeetingAnnouncer(MeetingMail mail)
{
    // What a PATCH of these alone changes is nobody's business but the owner's.
    private static readonly ImmutableHashSet<string> Personal =
        ["categories", "isReminderOn", "reminderMinutesBeforeStart", "showAs", "singleValueExtendedProperties"];

    public void Invite(CalendarItem meeting)
    {
        foreach (var address in Invited(meeting))
            mail.Send(address, new MeetingRequest(meeting, IsCancelled: false, IsForwarded: false));
    }

    public void Cancel(CalendarItem meeting)
    {
        foreach (var address in Invited(meeting))
            mail.Send(address, new MeetingRequest(meeting, IsCancelled: true, IsForwarded: false));
    }

    public void Forward(CalendarItem meeting, IEnumerable<string> recipients)
    {
        foreach (var address in recipients)
            mail.Send(address, new MeetingRequest(meeting, IsCancelled: false, IsForwarded: true));
    }

    /// <param name="before">The meeting as it was.</param>
    /// <param name="after">The meeting as it is.</param>
    /// <param name="patch">What was written; nothing when an occurrence was deleted.</param>
    public void Update(CalendarItem before, CalendarItem after, EventPatch? patch)
    {
        if (patch is not null && patch.Names.All(Personal.Contains))
            return;
        var (was, now) = (Invited(before), Invited(after));
        // Who stays is not bothered when only others came or went.
        var onlyAttendees = patch is not null && patch.Names.All(n => n == "attendees" || Personal.Contains(n));
        foreach (var address in onlyAttendees ? Changed(before, after) : was.Union(now))
            mail.Send(address, new MeetingRequest(after, IsCancelled: !now.Contains(address), IsForwarded: false));
    }

    private static IEnumerable<string> Changed(CalendarItem before, CalendarItem after)
    {
        var slots = before.Exceptions.Keys.Union(after.Exceptions.Keys).ToList();
        return Invited(before).Union(Invited(after)).Where(a => before.Content.Invites(a) != after.Content.Invites(a)
            || slots.Exists(s => before.Occurrence(s)?.Content.Invites(a) != after.Occurrence(s)?.Content.Invites(a)));
    }

    private static ImmutableHashSet<string> Invited(CalendarItem item) => item.Content.Attendees
        .Concat(item.Exceptions.Keys.Select(item.Occurrence).OfType<EventView>().SelectMany(o => o.Content.Attendees))
        .Select(a => a.Address).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
