namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>A set of days of the week, Sunday first as in Graph.</summary>
[Flags]
public enum Weekdays
{
    /// <summary>No day.</summary>
    None = 0,
    /// <summary>Sunday.</summary>
    Sunday = 1,
    /// <summary>Monday.</summary>
    Monday = 2,
    /// <summary>Tuesday.</summary>
    Tuesday = 4,
    /// <summary>Wednesday.</summary>
    Wednesday = 8,
    /// <summary>Thursday.</summary>
    Thursday = 16,
    /// <summary>Friday.</summary>
    Friday = 32,
    /// <summary>Saturday.</summary>
    Saturday = 64,
}
