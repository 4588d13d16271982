using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// When a series takes place, short enough for a row of the catalog and without a word of what it is about: what is next, and what is on
/// a day, is found without asking the series.
/// </summary>
public sealed record SeriesTimes
{
    /// <summary>Start and end of the first occurrence, UTC milliseconds since 1970.</summary>
    [JsonPropertyName("f")] public long[] First { get; init; } = [];

    /// <summary>The zone that the pattern counts in, IANA name.</summary>
    [JsonPropertyName("z")] public string Zone { get; init; } = "UTC";

    /// <summary>RFC 5545 rule.</summary>
    [JsonPropertyName("r")] public string Rule { get; init; } = "";

    /// <summary>Occurrences that were moved: when the pattern had each start, when it starts and ends, UTC milliseconds since 1970.</summary>
    [JsonPropertyName("m")] public long[][] Moved { get; init; } = [];

    /// <summary>Days of the cancelled ones, in the zone.</summary>
    [JsonPropertyName("c")] public string[] Cancelled { get; init; } = [];

    /// <returns>Null for a meeting that takes place once.</returns>
    public static SeriesTimes? Of(MeetingSighting seen) => seen.Recurrence is not { } rule ? null : new SeriesTimes
    {
        First = [seen.Start.ToUnixTimeMilliseconds(), seen.End.ToUnixTimeMilliseconds()],
        Zone = seen.TimeZone,
        Rule = rule,
        Moved = [.. seen.Exceptions.Select(moved => new[] { moved.Slot, moved.Start, moved.End }.Select(time => time.ToUnixTimeMilliseconds()).ToArray())],
        Cancelled = [.. seen.Cancelled],
    };

    /// <exception cref="JsonException">The text is not what <see cref="ToString"/> wrote.</exception>
    public static SeriesTimes Read(string text) => JsonSerializer.Deserialize<SeriesTimes>(text) ?? throw new JsonException("A series' times are null.");

    /// <summary>As the catalog keeps it.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>The occurrence that is next or under way.</summary>
    /// <param name="from">UTC milliseconds since 1970; an occurrence that ends by then is over.</param>
    /// <returns>Start and end, UTC milliseconds since 1970; null when none is to come.</returns>
    public (long Starts, long Ends)? Next(long from) =>
        Occurrences.First(SightingTimes.Event(Sighting()), Instant.FromUnixTimeMilliseconds(from), WindowRule.Overlaps) is { } next
            ? (next.Start.ToUnixTimeMilliseconds(), next.End.ToUnixTimeMilliseconds())
            : null;

    private MeetingSighting Sighting() => new()
    {
        ICalUId = "", Organizer = "", EventId = "",
        Start = Time(First[0]), End = Time(First[1]), TimeZone = Zone, IsRecurring = true, Recurrence = Rule,
        Exceptions = [.. Moved.Select(moved => new OccurrenceSighting("", Time(moved[0]), Time(moved[1]), Time(moved[2]), IsOwn: false, HasJoinBlock: false, Fingerprint: null))],
        Cancelled = [.. Cancelled],
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
