namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>A calendar of a mailbox besides the default one.</summary>
/// <param name="Number">Its number, the stable part of its id; never 0, which is the default calendar.</param>
/// <param name="Name">What its owner calls it.</param>
public sealed record CalendarFolder(long Number, string Name);
