using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Series;

/// <summary>A single meeting, a series' master, or an occurrence with a keyword or link of its own, as the organizer's mailbox showed it.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.meeting-sighting")]
public sealed record MeetingSighting
{
    /// <summary>How many of <see cref="Exceptions"/> and of <see cref="Cancelled"/> there may be.</summary>
    public const int MostExceptions = 200;

    [Id(0)] public required string ICalUId { get; init; }

    /// <summary>The organizer's mail address.</summary>
    [Id(1)] public required string Organizer { get; init; }

    /// <summary>Graph's id of the event in the organizer's mailbox.</summary>
    [Id(2)] public required string EventId { get; init; }

    [Id(3)] public string Subject { get; init; } = "";

    /// <summary>Start of the meeting, or of a series' first occurrence, UTC.</summary>
    [Id(4)] public DateTimeOffset Start { get; init; }

    [Id(5)] public DateTimeOffset End { get; init; }

    /// <summary>The zone in which the meeting was made, IANA name.</summary>
    [Id(6)] public string TimeZone { get; init; } = "UTC";

    [Id(7)] public bool IsRecurring { get; init; }

    /// <summary>End of the last occurrence, UTC; null for a series without end.</summary>
    [Id(8)] public DateTimeOffset? LastEnd { get; init; }

    /// <summary>Null when the location holds no keyword.</summary>
    [Id(9)] public Keyword? Keyword { get; init; }

    [Id(10)] public KeywordModifier Modifier { get; init; }

    /// <summary>People invited, mail addresses without the organizer's and the rooms'.</summary>
    [Id(11)] public ImmutableArray<string> Invitees { get; init; } = [];

    /// <summary>Rooms invited, mail addresses.</summary>
    [Id(12)] public ImmutableArray<string> Rooms { get; init; } = [];

    /// <summary>What the organizer's copy itself says to dial: a room's copy may have lost its body.</summary>
    [Id(13)] public FoundTarget? Found { get; init; }

    /// <summary>The site that an administrator set for the organizer; null takes the one that he prefers in Webex.</summary>
    [Id(14)] public string? Site { get; init; }

    /// <summary>The organization's site, for an organizer who prefers none.</summary>
    [Id(36)] public string? DefaultSite { get; init; }

    /// <summary>The personal room that an administrator set for the organizer.</summary>
    [Id(15)] public string? PersonalRoomLink { get; init; }

    /// <summary>The language of the join block, such as <c>en</c>.</summary>
    [Id(16)] public string Language { get; init; } = "en";

    /// <summary>Whether the body holds join blocks, or what is left of one.</summary>
    [Id(18)] public bool HasJoinBlock { get; init; }

    /// <summary>What its only block says, when that is undamaged; else null.</summary>
    [Id(22)] public string? Fingerprint { get; init; }

    /// <summary>A series' occurrences that differ from it, by their slots: at most 200, those to come and nearby first.</summary>
    [Id(23)] public ImmutableArray<OccurrenceSighting> Exceptions { get; init; } = [];

    /// <summary>
    /// Until when <see cref="Exceptions"/> are known, UTC, where Graph listed none with the series: later ones are not looked for then. Null
    /// when all are known.
    /// </summary>
    [Id(39)] public DateTimeOffset? ExceptionsKnownUntil { get; init; }

    /// <summary>The days of the slots whose occurrence was cancelled, in the meeting's zone: at most 200, those to come and nearby first.</summary>
    [Id(24)] public ImmutableArray<string> Cancelled { get; init; } = [];

    /// <summary>Start of the occurrence that was next when the meeting was read, UTC; null when all are over.</summary>
    [Id(20)] public DateTimeOffset? NextStart { get; init; }

    /// <summary>From when on the daily pass processes the keyword, UTC; null when nothing has to wait. See the organization's horizon.</summary>
    [Id(21)] public DateTimeOffset? TakeUpAt { get; init; }

    /// <summary>Whether the organizer's copy holds text of its own: a room's copy without any has lost it.</summary>
    [Id(30)] public bool HasText { get; init; }

    /// <summary>Those of <see cref="Rooms"/> that declined.</summary>
    [Id(31)] public ImmutableArray<string> Declined { get; init; } = [];

    /// <summary>Those of <see cref="Rooms"/> that are invited to single occurrences and not to the series.</summary>
    [Id(32)] public ImmutableArray<string> OccurrenceRooms { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Whether its sensitivity is private or confidential.</summary>
    [Id(33)] public bool IsPrivate { get; init; }

    /// <summary>The organizer's name; empty when the invitation does not tell.</summary>
    [Id(34)] public string OrganizerName { get => field ?? ""; init; } = "";

    /// <summary>The time zone that the organizer chose for the mailbox, Windows or IANA name; empty when it is not known.</summary>
    [Id(35)] public string MailboxZone { get => field ?? ""; init; } = "";

    /// <summary>Whether it is an occurrence that asks for nothing of its own any more: its series books its rooms.</summary>
    [Id(37)] public bool IsOfSeries { get; init; }

    /// <summary>Whether a TMS room's copy was read instead of the organizer's, whose mailbox nobody watches: TMS is to book that room, and nothing else.</summary>
    [Id(38)] public bool IsOfRoom { get; init; }

    /// <summary>RFC 5545 rule of a series without <c>RRULE:</c>; null for a single meeting.</summary>
    [Id(19)] public string? Recurrence { get; init; }
}
