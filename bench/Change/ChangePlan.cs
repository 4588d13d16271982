namespace HybridCalendar.Bench.Change;

/// <summary>What to measure.</summary>
internal sealed record ChangePlan(int Users, int Rooms, int Meetings, int PerSecond, TimeSpan WarmUp, TimeSpan Length, int Seed);
