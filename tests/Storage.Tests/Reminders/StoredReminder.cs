namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>A reminder as it is kept.</summary>
/// <param name="Grain">The grain's id.</param>
/// <param name="Name">Unique to the grain.</param>
/// <param name="FirstTick">When it is due for the first time, to the microsecond.</param>
/// <param name="Period">Between two ticks, to the millisecond.</param>
/// <param name="Version">Of this registration; another one has another.</param>
public sealed record StoredReminder(string Grain, string Name, DateTimeOffset FirstTick, TimeSpan Period, long Version);
