namespace HybridCalendar.Sandbox.Demo;

/// <summary>What counts of a booking on a device: when it is, and what Join dials.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Minutes">Duration.</param>
/// <param name="Number">What is dialled; empty for nothing.</param>
/// <param name="Protocol">RoomOS name.</param>
/// <param name="Platform">RoomOS name.</param>
public sealed record DeviceRow(DateTimeOffset Start, int Minutes, string Number, string Protocol, string Platform);
