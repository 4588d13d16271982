namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What a Graph notification told about a mailbox. Never the truth, only where to look for it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="EventId">Graph's id of the event that changed; null for lifecycle hints.</param>
[GenerateSerializer, Immutable]
[Alias("hc.mailbox-hint")]
public sealed record MailboxHint([property: Id(0)] HintKind Kind, [property: Id(1)] string? EventId = null);
