namespace HybridCalendar.Grains.Overviews;

/// <summary>How long changes of calendars took to the devices that confirmed them within a minute.</summary>
/// <param name="At">The minute's begin, UTC.</param>
/// <param name="Changes">How many there were.</param>
/// <param name="Median">Half of them took so many seconds at most.</param>
/// <param name="P95">95 of 100 took so many seconds at most.</param>
public sealed record LatencyMinute(DateTimeOffset At, long Changes, double Median, double P95);
