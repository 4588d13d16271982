using System.Collections.Immutable;

namespace HybridCalendar.Grains.Timelines;

/// <summary>What was seen, decided and done, oldest first; bounded, the oldest entries go first.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.timeline")]
public sealed record Timeline([property: Id(0)] ImmutableArray<TimelineEntry> Entries)
{
    /// <summary>Entries kept.</summary>
    public const int Capacity = 50;

    public static readonly Timeline Empty = new([]);

    /// <summary>Adds an entry; one that only repeats the last one is left out.</summary>
    public Timeline Add(DateTimeOffset at, TimelineStep step, string text)
    {
        if (!Entries.IsEmpty && Entries[^1] is { } last && last.Step == step && last.Text == text)
            return this;
        var kept = Entries.Length < Capacity ? Entries : Entries.RemoveAt(0);
        return new Timeline(kept.Add(new TimelineEntry(at, step, text)));
    }
}
