namespace HybridCalendar.Domain.Series;

/// <summary>What can be left to do for a meeting. Stored: values are explicit and never change. Done in the order of the values.</summary>
public enum SeriesStep
{
    /// <summary>Hand what is asked of TMS to the connectors. First: it is done in a moment, and the answer takes long.</summary>
    AskConference = -1,

    /// <summary>Delete the Webex meeting that is no longer wanted.</summary>
    ReleaseMeeting = 0,

    /// <summary>Get join details for the keyword's action.</summary>
    GetDetails = 1,

    /// <summary>Bring title, times and people of the Webex meeting up to date.</summary>
    UpdateMeeting = 2,

    /// <summary>Tell the invited rooms that there is something else to dial. Before the invitation: the button must not wait for it.</summary>
    TellRooms = 3,

    /// <summary>Put the join block into the invitation, in place of one that is there.</summary>
    WriteBlock = 4,

    /// <summary>Take the join block out of the invitation.</summary>
    EraseBlock = 5,

    /// <summary>Bring the join blocks of occurrences with a text of their own in line with the series'.</summary>
    MendOccurrences = 6,

    /// <summary>Take the people invited into the Webex space. Last: a space of hundreds takes long, and the button needs none of them.</summary>
    AddMembers = 7,
}
