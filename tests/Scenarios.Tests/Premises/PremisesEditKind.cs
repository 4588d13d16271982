namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What somebody does to a meeting that TMS books.</summary>
internal enum PremisesEditKind
{
    ScheduleSingle,

    /// <summary>A daily or weekly series, also without end.</summary>
    ScheduleSeries,
    Rename,

    /// <summary>Another time of the day; the exceptions of a series are dropped.</summary>
    Move,

    /// <summary>Hosted by TMS from now on, or no longer.</summary>
    ChangePlace,

    /// <summary>Rooms come and go.</summary>
    ChangeRooms,
    Cancel,
    MoveOccurrence,
    CancelOccurrence,

    /// <summary>An occurrence has a title of its own.</summary>
    RenameOccurrence,

    /// <summary>Rooms come to an occurrence, or leave it.</summary>
    ChangeOccurrenceRooms,

    /// <summary>Private from now on, or no longer.</summary>
    ChangeSensitivity,

    /// <summary>The series repeats otherwise: its exceptions are dropped.</summary>
    ChangePattern,

    /// <summary>The series ends earlier, even as of now.</summary>
    Shorten,

    /// <summary>"This and following": the series ends before an occurrence, and another one goes on from there.</summary>
    Cut,

    /// <summary>Two meetings change places, one after the other: for a while both want the same rooms at the same time.</summary>
    Swap,
}
