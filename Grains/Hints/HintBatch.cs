using System.Collections.Immutable;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Hints;

/// <summary>Hints that go to a mailbox in one call.</summary>
/// <param name="Hints">What to tell the mailbox; what was said several times is told once.</param>
/// <param name="Rows">The journal's rows that say it, one for each time.</param>
internal sealed record HintBatch(ImmutableArray<MailboxHint> Hints, IReadOnlyCollection<long> Rows);
