namespace HybridCalendar.Bench.Change;

/// <summary>What somebody does to a meeting.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="After">The meeting as it is then.</param>
/// <param name="Week">The occurrence that it is done to; 0 when it is the whole meeting.</param>
internal sealed record BenchChange(ChangeKind Kind, BenchMeeting After, int Week = 0);
