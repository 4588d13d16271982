namespace HybridCalendar.Bench.Ingest;

/// <summary>What a run of posts gave.</summary>
/// <param name="Accepted">Posts answered with 202.</param>
/// <param name="Other">Posts answered otherwise.</param>
/// <param name="Took">How long it took.</param>
/// <param name="P50">Median time of an answer, ms.</param>
/// <param name="P99">99th percentile of the time of an answer, ms.</param>
internal sealed record LoadResult(long Accepted, long Other, TimeSpan Took, double P50, double P99);
