namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>What somebody does to a calendar, or what befalls the services meanwhile.</summary>
internal enum EditKind
{
    /// <summary>A new single meeting, also all-day, of several days, beside or over another one.</summary>
    ScheduleSingle,

    /// <summary>A new series, also without end, or with a first day that does not fit its pattern.</summary>
    ScheduleSeries,

    /// <summary>A new meeting so far ahead that its keyword waits, until days later it has come within the horizon.</summary>
    ScheduleFar,

    /// <summary>A new meeting, or series, that runs already. When its end is near, or has just passed, it is extended.</summary>
    ScheduleNow,

    /// <summary>A new meeting with the text, place and rooms of another, as a client copies it.</summary>
    Copy,

    /// <summary>Outlook's own duplicate of a meeting or a whole series, with or without its hidden properties.</summary>
    Duplicate,
    Rename,
    Move,

    /// <summary>Another keyword, none any more, or another place.</summary>
    ChangeLocation,

    /// <summary>A link to somebody else's meeting is written as the place; another change of the place takes it out.</summary>
    LinkLocation,

    /// <summary>More words below what is there.</summary>
    WriteWords,

    /// <summary>Other words instead of everything that is there, our block included.</summary>
    RewriteBody,

    /// <summary>A part of our block is deleted, or it is doubled.</summary>
    DamageBlock,

    /// <summary>Another meeting's block is pasted in.</summary>
    PasteBlock,

    /// <summary>The organizer sends the invitation on to a room.</summary>
    Forward,

    /// <summary>One of the people invited sends the invitation on to a room.</summary>
    ForwardByGuest,

    /// <summary>The organizer drags the meeting into a calendar of which Graph tells nothing.</summary>
    MoveToCalendar,

    /// <summary>Rooms come and go.</summary>
    ChangeRooms,
    Cancel,
    MoveOccurrence,

    /// <summary>The last occurrence is moved to days after the pattern's end.</summary>
    MoveLast,
    RenameOccurrence,
    CancelOccurrence,

    /// <summary>One occurrence takes place in other rooms.</summary>
    OccurrenceRooms,

    /// <summary>One occurrence gets a keyword of its own.</summary>
    OccurrenceKeyword,
    OccurrenceWords,

    /// <summary>One occurrence takes place in somebody else's meeting.</summary>
    OccurrenceLink,

    /// <summary>Another meeting's block is pasted into one occurrence.</summary>
    PasteIntoOccurrence,

    /// <summary>A room declines one occurrence.</summary>
    RoomDeclinesOccurrence,

    /// <summary>The series repeats otherwise or no more, or a single meeting begins to: exceptions are dropped.</summary>
    ChangePattern,

    /// <summary>This and following: the series is cut, and another one goes on.</summary>
    SplitSeries,
    RoomDeclines,

    /// <summary>An administrator has the product no longer watch a person's mailbox, for some of the edits that follow, or for good.</summary>
    SwitchOff,
    SwitchOn,

    /// <summary>An administrator removes a person from the product, who is set up again by <see cref="SwitchOn"/> or stays away.</summary>
    RemoveUser,

    /// <summary>Graph no longer lets the product use a person's mailbox, for some of the edits that follow, or for good.</summary>
    TakeAccess,
    GiveAccess,

    /// <summary>Graph or Webex begins to misbehave for one of the mailboxes or devices.</summary>
    Fault,
    FaultsEnd,

    /// <summary>Nobody does anything until the product has done its part.</summary>
    Settle,
}
