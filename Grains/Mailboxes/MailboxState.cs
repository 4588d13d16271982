using System.Collections.Immutable;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What all mailbox grains store.</summary>
public abstract record MailboxState
{
    public SubscriptionState? Subscription { get; init; }

    /// <summary>When everything in the mailbox's window was last read, UTC.</summary>
    public DateTimeOffset? LastReadAll { get; init; }

    /// <summary>When changes were last looked for without a hint, UTC.</summary>
    public DateTimeOffset? LastReconciled { get; init; }

    /// <summary>When Graph last told of a change, UTC; up to a quarter of the reconcile period too early.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Since when a change is known that Graph did not tell of, UTC; null when it told of all, or is not under suspicion.</summary>
    public DateTimeOffset? UntoldSince { get; init; }

    /// <summary>
    /// Events that fail, by Graph's id or by the key of the series that cannot be asked; at most <see cref="Troubles.MostKept"/>.
    /// </summary>
    public ImmutableDictionary<string, TroubledEvent> Troubled { get; init; } = ImmutableDictionary<string, TroubledEvent>.Empty;

    /// <summary>The build of this program that wrote last: another one may be able to process what failed.</summary>
    public string? Build { get; init; }

    /// <summary>When everything in the window is to be read, UTC, where that was overdue; null when it was not.</summary>
    public DateTimeOffset? ReadAllAt { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public ImmutableArray<MailboxFinding> Findings { get; init; } = [];
}

/// <summary>A Graph subscription as its mailbox knows it.</summary>
/// <param name="Id">Graph's id.</param>
/// <param name="RenewAt">When to renew it, UTC.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
/// <param name="CertificateId">The certificate that its notifications are encrypted by; null when they are basic.</param>
public sealed record SubscriptionState(string Id, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt, string? CertificateId = null);
