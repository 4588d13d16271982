namespace HybridCalendar.Domain.Series;

/// <summary>What an invitation holds of join blocks.</summary>
public enum BlockSeen
{
    None,

    /// <summary>Exactly one, and it says what we wrote for this meeting.</summary>
    Ours,

    /// <summary>One that somebody damaged or that was written for another meeting, or several.</summary>
    Other,
}
