namespace HybridCalendar.Grains.Timelines;

/// <summary>One line of a timeline.</summary>
/// <param name="At">UTC.</param>
/// <param name="Step">Whether something was seen, decided, done, or failed.</param>
/// <param name="Text">A sentence for an administrator, without title, text or address of the meeting.</param>
/// <param name="Fact">The same for programs and in other languages; null for what is told in English only.</param>
[GenerateSerializer, Immutable]
[Alias("hc.timeline-entry")]
public sealed record TimelineEntry(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] TimelineStep Step,
    [property: Id(2)] string Text,
    [property: Id(3)] TimelineFact? Fact = null);

/// <summary>Kinds of timeline entries. Stored: values are explicit and never change.</summary>
[GenerateSerializer]
[Alias("hc.timeline-step")]
public enum TimelineStep
{
    Seen = 0,
    Decided = 1,
    Done = 2,
    Failed = 3,
}
