using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Meetings;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph;

/// <summary>
/// The organization's mailboxes and what can be done to their calendars, without HTTP. Thread-safe. Every method throws
/// <see cref="GraphException"/> with the answer Graph would give.
/// </summary>
public sealed class GraphWorld
{
    private readonly CalendarService _calendars;
    private readonly MeetingMail _mail;

    internal GraphWorld(MailboxDirectory directory, CalendarService calendars, MeetingMail mail)
    {
        Directory = directory;
        _calendars = calendars;
        _mail = mail;
    }

    /// <summary>All users and rooms.</summary>
    public MailboxDirectory Directory { get; }

    /// <summary>Makes a mailbox, or brings the one with this address up to date.</summary>
    public Mailbox AddMailbox(MailboxSeed seed) => Directory.Add(seed);

    /// <summary>
    /// Whether an invitation, update or answer to one of these mailboxes is under way: until it has arrived, the calendars of organizer
    /// and room need not agree.
    /// </summary>
    public bool IsMailUnderWay(IEnumerable<string> mailboxes) => _mail.IsUnderWay(mailboxes.Select(Directory.Get));

    /// <summary>Stores a new event and invites its attendees.</summary>
    /// <param name="mailbox">Id or address of the organizer.</param>
    /// <param name="patch">What it says.</param>
    /// <param name="transactionId">The same id again gives the event made the first time.</param>
    /// <param name="calendar">Number of the calendar it goes into; 0 is the default one.</param>
    public EventView CreateEvent(string mailbox, EventPatch patch, string? transactionId = null, long calendar = 0) =>
        _calendars.Create(Directory.Get(mailbox), patch, transactionId, calendar);

    /// <summary>
    /// Duplicates an event, a series or one occurrence into a meeting of the owner's own, as Outlook does; Graph has no such call.
    /// Attendees are invited when the owner is the organizer.
    /// </summary>
    /// <param name="mailbox">Id or address of the owner.</param>
    /// <param name="id">The event.</param>
    /// <param name="changes">What the copy says differently, such as its times.</param>
    /// <param name="keepProperties">Whether extended properties go along, as in Outlook for Windows.</param>
    public EventView CopyEvent(string mailbox, ItemId id, EventPatch changes, bool keepProperties = true) =>
        _calendars.Copy(Directory.Get(mailbox), id, changes, keepProperties);

    /// <summary>Drags an event or series to another calendar of the mailbox, as Outlook does; Graph has no such call. Nobody is told.</summary>
    public void MoveEvent(string mailbox, ItemId id, long calendar) => _calendars.Move(Directory.Get(mailbox), id, calendar);

    /// <summary>Makes a calendar besides the default one.</summary>
    public CalendarFolder AddCalendar(string mailbox, string name) => _calendars.AddCalendar(Directory.Get(mailbox), name);

    /// <summary>Removes a calendar that is not the default one, with its events.</summary>
    public void DeleteCalendar(string mailbox, long calendar) => _calendars.DeleteCalendar(Directory.Get(mailbox), calendar);

    /// <summary>Changes an event, a series or one occurrence; the organizer's change is sent to the attendees.</summary>
    /// <param name="mailbox">Id or address of the owner.</param>
    /// <param name="id">The event.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="ifMatch">The etag it must still have, or nothing.</param>
    public EventView UpdateEvent(string mailbox, ItemId id, EventPatch patch, string? ifMatch = null) =>
        _calendars.Update(Directory.Get(mailbox), id, patch, ifMatch);

    /// <summary>Removes an event, a series or one occurrence; attendees get a cancellation when the organizer does it.</summary>
    public void DeleteEvent(string mailbox, ItemId id, string? ifMatch = null) => _calendars.Delete(Directory.Get(mailbox), id, ifMatch);

    /// <summary>The same by the organizer only.</summary>
    public void CancelEvent(string mailbox, ItemId id) => _calendars.Cancel(Directory.Get(mailbox), id);

    /// <summary>An attendee's answer: accepted, tentativelyAccepted or declined.</summary>
    public void Respond(string mailbox, ItemId id, string response, bool sendResponse) =>
        _calendars.Respond(Directory.Get(mailbox), id, response, sendResponse);

    /// <summary>Sends the invitation on.</summary>
    public void Forward(string mailbox, ItemId id, IEnumerable<string> recipients) =>
        _calendars.Forward(Directory.Get(mailbox), id, recipients, Directory.Find);

    /// <summary>The event with this id, or Graph's error.</summary>
    public EventView GetEvent(string mailbox, ItemId id)
    {
        var owner = Directory.Get(mailbox);
        var item = id.Mailbox == owner.Id ? owner.Find(id.Number) : null;
        return (id.Slot is { } slot ? item?.Occurrence(slot) : item?.View()) ?? throw GraphException.ItemNotFound();
    }

    /// <summary>
    /// What the calendar shows in a range: single events, occurrences and exceptions that overlap it, ordered by start. For
    /// checkers that compare a product's result with the calendar.
    /// </summary>
    public IReadOnlyList<EventView> View(string mailbox, Instant from, Instant to) =>
        [.. Directory.Get(mailbox).Items().SelectMany(i => i.Events(from, to)).OrderBy(e => e.Start)];
}
