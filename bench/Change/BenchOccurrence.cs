namespace HybridCalendar.Bench.Change;

/// <summary>An occurrence of a series, and how it differs.</summary>
/// <param name="Id">Graph's id in the organizer's mailbox.</param>
/// <param name="Renames">How often it got a title of its own.</param>
/// <param name="IsShifted">Whether it takes place at the other time of its slot.</param>
/// <param name="IsCancelled">Whether it is cancelled.</param>
internal sealed record BenchOccurrence(string Id = "", int Renames = 0, bool IsShifted = false, bool IsCancelled = false);
