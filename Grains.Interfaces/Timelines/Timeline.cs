using System.Collections.Immutable;

namespace HybridCalendar.Grains.Timelines;

/// <summary>What was seen, decided and done, oldest first; bounded, the oldest entries go first.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.timeline")]
public sealed record Timeline([property: Id(0)] ImmutableArray<TimelineEntry> Entries)
{
    /// <summary>Entries kept.</summary>
    public const int Capacity = 50;

    /// <summary>Entries kept of one <see cref="TimelineFact.Subject"/>: what comes and goes all day must not push everything else out.</summary>
    public const int MostOfSubject = 20;

    public static readonly Timeline Empty = new([]);

    /// <summary>Adds an entry; one that only repeats the last one is left out.</summary>
    public Timeline Add(DateTimeOffset at, TimelineStep step, string text) =>
        !Entries.IsEmpty && Entries[^1] is { } last && last.Step == step && last.Text == text ? this : Append(new TimelineEntry(at, step, text));

    /// <summary>Adds a fact. One that goes on with its subject's last of the same day takes that one's place, and counts it.</summary>
    public Timeline Add(DateTimeOffset at, TimelineStep step, string text, TimelineFact fact)
    {
        var own = IndexesOf(fact.Subject);
        if (own.Count > 0 && Entries[own[^1]] is var last && last.Fact!.Code == fact.Code && last.At.UtcDateTime.Date == at.UtcDateTime.Date)
        {
            var goesOn = fact with { Since = last.Fact.Since ?? last.At, Times = last.Fact.Times + 1 };
            return new Timeline(Entries.RemoveAt(own[^1]).Add(new TimelineEntry(at, step, text, goesOn)));
        }
        return Append(new TimelineEntry(at, step, text, fact), own);
    }

    /// <summary>Adds a fact that each time is of something else, and must be found again: only what says the very same takes the last one's place.</summary>
    public Timeline AddEach(DateTimeOffset at, TimelineStep step, string text, TimelineFact fact)
    {
        var own = IndexesOf(fact.Subject);
        return own.Count > 0 && Entries[own[^1]].Fact is { } last && last.Code == fact.Code && last.Values.SequenceEqual(fact.Values)
            ? Add(at, step, text, fact)
            : Append(new TimelineEntry(at, step, text, fact), own);
    }

    private List<int> IndexesOf(string subject) => [.. Enumerable.Range(0, Entries.Length).Where(index => Entries[index].Fact?.Subject == subject)];

    private Timeline Append(TimelineEntry entry, List<int> own) =>
        own.Count < MostOfSubject ? Append(entry) : new Timeline(Entries.RemoveAt(own[0]).Add(entry));

    private Timeline Append(TimelineEntry entry) => new((Entries.Length < Capacity ? Entries : Entries.RemoveAt(0)).Add(entry));
}
