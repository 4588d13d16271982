namespace HybridCalendar.Grains.Overviews;

/// <summary>How long changes of calendars took to the devices.</summary>
/// <param name="Changes">How many there were.</param>
/// <param name="Median">Half of them took so many seconds at most; 0 when there were none.</param>
/// <param name="P95">95 of 100 took so many seconds at most; 0 when there were none.</param>
/// <param name="Minutes">The same by minute, oldest first; minutes without any change are left out.</param>
public sealed record LatencySummary(long Changes, double Median, double P95, IReadOnlyList<LatencyMinute> Minutes);
