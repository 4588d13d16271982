namespace HybridCalendar.Domain.Meetings;

/// <summary>A name and a mail address, either of which may be empty.</summary>
public sealed record Person(string Name, string Address);
