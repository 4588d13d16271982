namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>What somebody does to a calendar, or what befalls the services meanwhile.</summary>
internal enum EditKind
{
    /// <summary>A new single meeting, also all-day, of several days, beside or over another one.</summary>
    ScheduleSingle,

    /// <summary>A new series, also without end, or with a first day that does not fit its pattern.</summary>
    ScheduleSeries,

    /// <summary>A new meeting with the text, place and rooms of another, as a client copies it.</summary>
    Copy,
    Rename,
    Move,

    /// <summary>Another keyword, none any more, or another place.</summary>
    ChangeLocation,

    /// <summary>More words below what is there.</summary>
    WriteWords,

    /// <summary>Other words instead of everything that is there, our block included.</summary>
    RewriteBody,

    /// <summary>A part of our block is deleted, or it is doubled.</summary>
    DamageBlock,

    /// <summary>Another meeting's block is pasted in.</summary>
    PasteBlock,

    /// <summary>Rooms come and go.</summary>
    ChangeRooms,
    Cancel,
    MoveOccurrence,
    RenameOccurrence,
    CancelOccurrence,

    /// <summary>One occurrence takes place in other rooms.</summary>
    OccurrenceRooms,

    /// <summary>One occurrence gets a keyword of its own.</summary>
    OccurrenceKeyword,
    OccurrenceWords,

    /// <summary>The series repeats otherwise: its exceptions are dropped.</summary>
    ChangePattern,

    /// <summary>This and following: the series is cut, and another one goes on.</summary>
    SplitSeries,
    RoomDeclines,

    /// <summary>Graph or Webex begins to misbehave for one of the mailboxes or devices.</summary>
    Fault,
    FaultsEnd,

    /// <summary>Nobody does anything until the product has done its part.</summary>
    Settle,
}
