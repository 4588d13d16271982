namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Something that happened to an item of a mailbox.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Item">The item after the change, or as it last was when it was deleted.</param>
/// <param name="ChangeType">created, updated or deleted.</param>
public sealed record MailboxChange(Mailbox Mailbox, CalendarItem Item, string ChangeType);
