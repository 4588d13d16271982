namespace HybridCalendar.Bench.Ingest;

/// <summary>What to measure.</summary>
internal sealed record IngestPlan(int Rounds, TimeSpan Length, int Connections, int[] Sizes, int Mailboxes, int Seed);
