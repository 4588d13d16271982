using NodaTime;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Why a device shows no Join button for a meeting.</summary>
public enum NoButtonReason
{
    /// <summary>The meeting was cancelled.</summary>
    Cancelled,

    /// <summary>The room declined.</summary>
    Declined,

    /// <summary>The room has not answered.</summary>
    NotAnswered,

    /// <summary>The room accepted tentatively, and the settings leave such meetings out.</summary>
    Tentative,

    /// <summary>The meeting is shown, but nothing to join was found in it.</summary>
    NothingToJoin,

    /// <summary>The meeting is shown, but RoomOS joins browser links of Microsoft Teams and Google Meet only.</summary>
    LinkNotJoinable,

    /// <summary>The meeting is shown, but its address is longer than a device takes.</summary>
    AddressTooLong,

    /// <summary>The meeting is shown; its join details were asked for and have not come yet.</summary>
    JoinDetailsAwaited,

    /// <summary>The meeting is shown; join details were refused.</summary>
    JoinDetailsRefused,

    /// <summary>The meeting's keyword waits until the meeting has come nearer.</summary>
    BeyondHorizon,

    /// <summary>The room's copy says nothing to join, and the organizer's mailbox is not watched.</summary>
    OrganizerUnknown,

    /// <summary>The same, and the room's copy has no text at all.</summary>
    TextRemoved,

    /// <summary>The location holds a keyword, but the organizer's mailbox is not watched.</summary>
    KeywordOfUnknownOrganizer,

    /// <summary>The room declined, and the meeting runs past the usual booking window.</summary>
    DeclinedBeyondWindow,

    /// <summary>The meeting is further ahead than the days that devices hold.</summary>
    OutsideWindow,

    /// <summary>The room's calendar does not hold the meeting.</summary>
    NotInCalendar,

    /// <summary>The room is no workspace, or its calendar is switched off.</summary>
    CalendarOff,

    /// <summary>The meeting is over.</summary>
    Over,

    /// <summary>The room holds no occurrence of the series, and none is to come that it could hold.</summary>
    NoOccurrenceHeld,

    /// <summary>The room is invited to the series, but not to this occurrence.</summary>
    NotInvited,

    /// <summary>The meeting is shown; what is stored of it cannot be asked.</summary>
    NotToBeAsked,

    /// <summary>Nothing to join is in the room's copy, and Graph does not let us use the organizer's mailbox, though it is enabled.</summary>
    OrganizerRefused,

    /// <summary>The meeting is in the room's calendar, and this program cannot process it.</summary>
    NotProcessed,

    /// <summary>Office 365 does not let us use the room's mailbox.</summary>
    RoomRefused,

    /// <summary>The room's calendar was not read yet, or not for long.</summary>
    RoomNotRead,

    /// <summary>The location holds a keyword of an enabled organizer, whose mailbox has not shown the meeting: late, or as it lies in another calendar.</summary>
    OrganizerBehind,

    /// <summary>The room's copy has no text, and the calendar of its organizer, who is enabled, was not read yet, or not for long.</summary>
    OrganizerNotRead,

    /// <summary>A link in the room's copy leads through mail protection, which alone knows where to.</summary>
    LinkHidden,

    /// <summary>
    /// The room's copy has no text, and the calendar of its organizer, which is read, shows nothing to join: there is nothing, or it is late,
    /// or lies in another calendar.
    /// </summary>
    NothingFromOrganizer,
}

/// <summary>A meeting in the room's calendar that devices do not show at all.</summary>
/// <param name="EventId">The event in the room's mailbox.</param>
/// <param name="ICalUId">The event's identity over all mailboxes, or null.</param>
/// <param name="Start">When it would take place.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record LeftOut(string EventId, string? ICalUId, Instant Start, NoButtonReason Reason);
