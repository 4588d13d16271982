using System.Collections.Immutable;

namespace HybridCalendar.Grains.Series;

/// <summary>An occurrence that differs from its series, as the organizer's mailbox showed it.</summary>
/// <param name="EventId">Graph's id of the occurrence in the organizer's mailbox.</param>
/// <param name="Slot">When the pattern had it start, UTC.</param>
/// <param name="Start">When it starts, UTC.</param>
/// <param name="End">When it ends, UTC.</param>
/// <param name="IsOwn">Whether it has a keyword or link of its own: then it is a meeting of its own, and the series leaves it alone.</param>
/// <param name="HasJoinBlock">Whether its text holds join blocks.</param>
/// <param name="Fingerprint">What its only block says, when that is undamaged; else null.</param>
[GenerateSerializer, Immutable]
[Alias("hc.occurrence-sighting")]
public sealed record OccurrenceSighting(
    [property: Id(0)] string EventId,
    [property: Id(1)] DateTimeOffset Slot,
    [property: Id(2)] DateTimeOffset Start,
    [property: Id(3)] DateTimeOffset End,
    [property: Id(4)] bool IsOwn,
    [property: Id(5)] bool HasJoinBlock,
    [property: Id(6)] string? Fingerprint)
{
    /// <summary>Rooms that declined this occurrence and not its series, mail addresses.</summary>
    [Id(7)] public ImmutableArray<string> Declined { get; init; } = [];

    /// <summary>Rooms that are invited to the series and not to this occurrence, mail addresses.</summary>
    [Id(8)] public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>Its title, which may be the series'.</summary>
    [Id(9)] public string Subject { get => field ?? ""; init; } = "";

    /// <summary>Whether its sensitivity is private or confidential.</summary>
    [Id(10)] public bool IsPrivate { get; init; }

    /// <summary>Rooms that are invited to it and have not declined it, mail addresses; none in what was stored before this was noted.</summary>
    [Id(11)] public ImmutableArray<string> Rooms { get => field.IsDefault ? [] : field; init; } = [];

    public bool Equals(OccurrenceSighting? other) => other is not null
        && (EventId, Slot, Start, End, IsOwn, HasJoinBlock, Fingerprint, Subject, IsPrivate)
            == (other.EventId, other.Slot, other.Start, other.End, other.IsOwn, other.HasJoinBlock, other.Fingerprint, other.Subject, other.IsPrivate)
        && Declined.SequenceEqual(other.Declined)
        && Without.SequenceEqual(other.Without)
        && Rooms.SequenceEqual(other.Rooms);

    public override int GetHashCode() => HashCode.Combine(EventId, Slot);
}
