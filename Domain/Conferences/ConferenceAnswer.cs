using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>What a connector answers to a <see cref="ConferenceRequest"/>.</summary>
public sealed record ConferenceAnswer
{
    /// <summary>The request that is answered.</summary>
    public required string RequestId { get; init; }

    public required ConferenceOutcome Outcome { get; init; }

    public ConferenceReason Reason { get; init; } = ConferenceReason.None;

    /// <summary>A sentence for the timeline; without title, names and addresses. Empty when there is nothing to say.</summary>
    public string Text { get; init; } = "";

    /// <summary>What an administrator should know although it was done, such as an owner whose zone in TMS is another; a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The owner's time zone in TMS when its clocks differ from those of <see cref="ConferenceOwner.Zone"/>; else null.</summary>
    public string? OwnerZone { get; init; }

    /// <summary>Whether <see cref="OwnerZone"/> says nothing, as TMS did not tell its users.</summary>
    public bool IsOwnerZoneUnknown { get; init; }

    /// <summary>What TMS holds of the meeting now, to be sent with its next request.</summary>
    public IReadOnlyList<ConferencePart> Parts { get; init; } = [];

    /// <summary>The instances that stay as they were, to be sent with the meeting's next request.</summary>
    public IReadOnlyList<KeptInstance> Kept { get; init; } = [];

    /// <summary>How to join the occurrence that runs or comes next; null when TMS did not tell.</summary>
    public ConferenceJoin? Join { get; init; }

    /// <summary>
    /// When the same is to be asked again: to retry, to book the next stretch of a long series, or because from then on another
    /// part's <see cref="Join"/> holds. Null when nothing is due.
    /// </summary>
    public Instant? AskAgainAt { get; init; }
}
