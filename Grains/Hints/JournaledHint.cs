using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Hints;

/// <summary>A hint for a mailbox, as the journal keeps it until the mailbox has reflected it.</summary>
/// <param name="Mailbox">Key of the mailbox grain.</param>
/// <param name="Kind">What happened.</param>
/// <param name="EventId">Graph's id of the event, empty when the hint is about no event.</param>
public readonly record struct JournaledHint(string Mailbox, HintKind Kind, string EventId);
