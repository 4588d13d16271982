using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Rooms;

/// <summary>What a room grain stores.</summary>
public sealed record RoomState : MailboxState
{
    public WorkspaceSettings Settings { get; init; } = new();

    /// <summary>Whether the workspace was removed, and is forgotten when its devices and TMS have been told.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>With <see cref="IsRemoved"/>: where the workspace goes, and has not come to yet; null when it goes nowhere.</summary>
    public RoomMove? MovesTo { get; init; }

    /// <summary>The primary address of the mailbox, which the workspace's address may be an alias of; null until Graph told it.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The iCalUIds of series masters in the window, by Graph's id in this mailbox: occurrences carry only that id.</summary>
    public ImmutableDictionary<string, string> Masters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What the devices show, by start.</summary>
    public ImmutableArray<RoomBooking> Bookings { get; init; } = [];

    /// <summary>Meetings in the calendar that the devices do not show, by start; at most 100.</summary>
    public ImmutableArray<RoomLeftOut> LeftOut { get; init; } = [];

    /// <summary>When invitations without an answer were first seen, UTC, by Graph's id; at most 50.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Unanswered { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Those of <see cref="Unanswered"/> that come from outside the room's domain.</summary>
    public ImmutableArray<string> UnansweredOutside { get; init; } = [];

    /// <summary>Digest of all that decided the list when it was last stored; null when that is not known.</summary>
    public string? Outline { get; init; }

    /// <summary>What the calendar looked like when the list was last stored; null when that is not known.</summary>
    public SeenCalendar? Calendar { get; init; }

    /// <summary>
    /// The iCalUIds of meetings that know nothing yet, but whose word counts before their series' once they do: occurrences of their own.
    /// </summary>
    public ImmutableArray<string> AlsoAsked { get; init; } = [];

    /// <summary>The organizers of the meetings: whether their mailboxes are watched decides whose word counts.</summary>
    public ImmutableArray<string> Organizers { get; init; } = [];

    /// <summary>The meetings that TMS books for the room by its own copies, by the iCalUIds of their series.</summary>
    public ImmutableDictionary<string, RoomConference> InTms { get; init; } = ImmutableDictionary<string, RoomConference>.Empty;

    /// <summary>
    /// When meetings that a watched mailbox of their organizer does not show were first seen here, UTC, by ids as in <see cref="InTms"/>.
    /// </summary>
    public ImmutableDictionary<string, DateTimeOffset> AwaitedInTms { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Devices that were taken out of the workspace and may still show its list.</summary>
    public ImmutableArray<string> Leaving { get; init; } = [];

    /// <summary>Devices of the workspace that could not be told to show the newest list.</summary>
    public ImmutableArray<string> Unshown { get; init; } = [];

    /// <summary>Alerts that were given for bookings that are still in the list.</summary>
    public ImmutableArray<JoinAlert> Alerted { get; init; } = [];

    public Timeline Timeline { get; init; } = Timeline.Empty;
}
