namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>A name and an SMTP address.</summary>
public sealed record Person(string Name, string Address);
