namespace HybridCalendar.Domain.Health;

/// <summary>How much a finding matters. Stored: values are explicit and never change.</summary>
public enum HealthSeverity
{
    /// <summary>Buttons come all the same.</summary>
    Note = 0,

    /// <summary>Some meetings get no button.</summary>
    Warning = 1,

    /// <summary>No meeting gets a button.</summary>
    Error = 2,
}
