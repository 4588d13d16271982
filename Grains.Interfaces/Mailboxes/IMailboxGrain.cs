using System.Collections.Immutable;
using Orleans.Concurrency;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What users' and rooms' mailboxes have in common: Graph tells us to look, we read what is true.</summary>
[Alias("hc.mailbox")]
public interface IMailboxGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes hints that belong to this mailbox and returns when what they point at has been read and stored. Safe to repeat.
    /// A failed read throws: the caller keeps the hints and comes again.
    /// </summary>
    [Alias("hints")]
    Task TakeHints(ImmutableArray<MailboxHint> hints);

    /// <summary>Reads the whole window again.</summary>
    [Alias("reconcile")]
    Task Reconcile();

    /// <summary>
    /// Looks for what was missed, soon and not within this call: after a start nobody knows what came in between. Answered while the mailbox is
    /// being read: who calls must not wait for that.
    /// </summary>
    [AlwaysInterleave]
    [Alias("catch-up")]
    Task CatchUp();

    /// <summary>How the mailbox is, as storage knows it. Answered while it is being read, as all that pages show: who looks why something is late must not wait, too.</summary>
    [AlwaysInterleave]
    [Alias("status")]
    Task<MailboxStatus> GetStatus();
}
