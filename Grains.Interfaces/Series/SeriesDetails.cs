using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Series;

/// <summary>A meeting as the administration shows it.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.series-details")]
public sealed record SeriesDetails
{
    [Id(0)] public required string ICalUId { get; init; }
    [Id(1)] public required string Organizer { get; init; }
    [Id(2)] public required string Subject { get; init; }
    [Id(3)] public DateTimeOffset Start { get; init; }
    [Id(4)] public DateTimeOffset End { get; init; }
    [Id(5)] public bool IsRecurring { get; init; }
    [Id(6)] public Keyword? Keyword { get; init; }

    /// <summary>What the keyword does for this meeting; null without a keyword.</summary>
    [Id(7)] public KeywordAction? Action { get; init; }
    [Id(8)] public required SeriesJoin Join { get; init; }
    [Id(9)] public ImmutableArray<string> Rooms { get; init; } = [];

    /// <summary>Whether something is still to be done for the meeting.</summary>
    [Id(10)] public bool HasWork { get; init; }
    [Id(11)] public string? Problem { get; init; }

    /// <summary>Those of <see cref="Rooms"/> that declined.</summary>
    [Id(12)] public ImmutableArray<string> Declined { get; init; } = [];

    /// <summary>Start of the next occurrence when this was asked, UTC; null when none is to come.</summary>
    [Id(13)] public DateTimeOffset? NextStart { get; init; }

    /// <summary>End of the last occurrence, UTC; null for a series without end.</summary>
    [Id(14)] public DateTimeOffset? LastEnd { get; init; }

    /// <summary>Occurrences still to end that one of <see cref="Rooms"/> declined by itself, or is not invited to, by start; at most 100.</summary>
    [Id(15)] public ImmutableArray<RoomOccurrence> LeftOut { get; init; } = [];
}
