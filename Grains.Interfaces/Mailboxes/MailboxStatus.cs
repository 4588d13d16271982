using System.Collections.Immutable;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>How a mailbox is doing. Times are UTC.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.mailbox-status")]
public sealed record MailboxStatus
{
    [Id(0)] public bool Enabled { get; init; }

    /// <summary>When the subscription ends; null when there is none.</summary>
    [Id(1)] public DateTimeOffset? SubscribedUntil { get; init; }

    /// <summary>When the whole window was last read.</summary>
    [Id(2)] public DateTimeOffset? LastReconciled { get; init; }

    /// <summary>The worst of <see cref="Findings"/> that takes buttons away, in words; null when none does.</summary>
    [Id(3)] public string? Problem { get; init; }

    /// <summary>All that is wrong, the worst first.</summary>
    [Id(5)] public ImmutableArray<MailboxFinding> Findings { get; init; } = [];

    /// <summary>Meetings that the mailbox holds in its window.</summary>
    [Id(4)] public int Meetings { get; init; }
}
