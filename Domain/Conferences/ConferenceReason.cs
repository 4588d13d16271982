namespace HybridCalendar.Domain.Conferences;

/// <summary>Why a request did not succeed. <see cref="ConferenceAnswer.Text"/> says it to a person.</summary>
public enum ConferenceReason
{
    None,

    /// <summary>The request itself could not be read or contradicts itself.</summary>
    BadRequest,

    /// <summary>TMS does not answer, or answers with an error of its own.</summary>
    Unreachable,

    /// <summary>TMS's certificate is not acceptable.</summary>
    Certificate,

    /// <summary>TMS does not take the account.</summary>
    SignIn,

    /// <summary>The account lacks a right.</summary>
    NoAccess,

    /// <summary>TMS is older than 15.9.</summary>
    TooOld,

    /// <summary>No licence is left for a system, or an option key is missing.</summary>
    Licence,

    /// <summary>A system is not known to TMS.</summary>
    RoomUnknown,

    /// <summary>A system may not be booked.</summary>
    RoomNotAllowed,

    /// <summary>A system is taken by another conference.</summary>
    Conflict,

    /// <summary>No route or no free port on the bridge.</summary>
    NoPorts,

    /// <summary>TMS holds the booking but marks it as defective, for a reason that it does not tell.</summary>
    Defective,

    /// <summary>All that is wanted lies beyond TMS's booking window.</summary>
    BookingWindow,

    /// <summary>All that is wanted is over.</summary>
    Past,

    /// <summary>The meeting runs, and TMS does not take this change of it.</summary>
    Active,

    /// <summary>TMS knows no such owner and makes none.</summary>
    OwnerUnknown,

    /// <summary>TMS declined for another reason; the text has its error code.</summary>
    Declined,

    /// <summary>There is nothing of the meeting in TMS (answer to a look).</summary>
    NotBooked,

    /// <summary>The connector failed by a fault of its own.</summary>
    Fault,
}
