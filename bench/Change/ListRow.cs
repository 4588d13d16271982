namespace HybridCalendar.Bench.Change;

/// <summary>What counts of a row of a device's list.</summary>
internal sealed record ListRow(string Title, DateTimeOffset StartTime, string Number);
