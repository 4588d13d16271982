namespace HybridCalendar.Domain.Bookings;

/// <summary>Reasons in plain words.</summary>
public static class NoButtonText
{
    /// <summary>A sentence or two for somebody who asks why there is no button, and does not read logs.</summary>
    public static string Of(NoButtonReason reason) => reason switch
    {
        NoButtonReason.Cancelled => "The organizer cancelled the meeting.",
        NoButtonReason.Declined => "The room declined the invitation: it was taken, or its booking policy forbids the meeting.",
        NoButtonReason.NotAnswered => "The room has not answered the invitation, and devices show only what it accepted.",
        NoButtonReason.Tentative => "The room accepted tentatively, and the organization's settings leave such meetings out (showTentative).",
        NoButtonReason.NothingToJoin => "The invitation holds no keyword, and no video address that a rule knows.",
        NoButtonReason.LinkNotJoinable => "The invitation holds a link that room devices cannot join, and no video address beside it.",
        NoButtonReason.AddressTooLong => "The meeting's address is longer than a device takes.",
        NoButtonReason.JoinDetailsAwaited => "Join details were asked for and have not come yet; it is tried until they do.",
        NoButtonReason.JoinDetailsRefused => "Join details were asked for and refused.",
        NoButtonReason.BeyondHorizon => "The meeting starts further ahead than keywords are processed; join details are got when it has come nearer.",
        NoButtonReason.OrganizerUnknown =>
            "The room's copy names no video address, and the organizer's mailbox is not watched. Enable the organizer as a user, or have the address written into the invitation.",
        NoButtonReason.TextRemoved =>
            "The room's copy has no text, and the organizer's mailbox is not watched, so nothing says what to join. "
            + "Exchange removes the text unless DeleteComments is off: see the room's health.",
        NoButtonReason.KeywordOfUnknownOrganizer =>
            "The location holds a keyword, but the organizer's mailbox is not watched: keywords work for enabled users. Enable the organizer.",
        NoButtonReason.DeclinedBeyondWindow =>
            "The room declined. The meeting runs further ahead than rooms usually can be booked (180 days): see the room's health. "
            + "A room that takes it that far was taken at one of its times, and Exchange then declines a whole series.",
        NoButtonReason.OutsideWindow => "The meeting is further ahead than the days that devices hold; it appears when it has come nearer.",
        NoButtonReason.NotInCalendar => "The room's calendar does not hold the meeting: the invitation has not arrived, or was removed there.",
        NoButtonReason.CalendarOff => "The room is no workspace here, or its calendar is switched off.",
        NoButtonReason.Over => "The meeting is over.",
        NoButtonReason.NoOccurrenceHeld =>
            "The room holds no occurrence of the series, and none is to come: what was left of it was cancelled, or the last one runs now.",
        NoButtonReason.NotInvited => "The organizer took the room off this occurrence; it is invited to the others.",
        NoButtonReason.NotToBeAsked =>
            "What is stored of the meeting cannot be read now, so nothing says what to join. It is tried again by itself; the log tells what fails.",
        NoButtonReason.OrganizerRefused =>
            "The room's copy names no video address, and Office 365 does not let us use the organizer's mailbox: see that user's health for what to change.",
        NoButtonReason.NotProcessed =>
            "The meeting cannot be processed as it stands in the room's calendar. It is tried again when it changes, and by itself; the log tells what fails.",
        NoButtonReason.RoomRefused =>
            "Office 365 does not let us use the room's mailbox, so nothing is known of the meeting there: see the room's health for what to change.",
        NoButtonReason.RoomNotRead =>
            "The room's calendar was not read yet, or could not be read lately, so nothing is known of the meeting there: see the room's health.",
        NoButtonReason.OrganizerBehind =>
            "The location holds a keyword and the organizer is enabled, but his mailbox has not shown us the meeting yet, or it cannot be processed there: "
            + "see that user's page. A meeting that was made in another of his calendars than the default one is never shown: move it to the default one.",
        NoButtonReason.OrganizerNotRead =>
            "The room's copy has no text, and the calendar of its organizer, who is enabled, was not read yet, or could not be read lately: "
            + "see that user's page.",
        NoButtonReason.LinkHidden =>
            "Mail protection has rewritten the invitation's links so that only its own service knows where they lead. "
            + "Except the addresses of your meeting services from rewriting there.",
        NoButtonReason.NothingFromOrganizer =>
            "The room's copy has no text, and the calendar of its organizer, who is enabled, shows nothing to join in the meeting. If the invitation holds an address "
            + "all the same, it has not come to us yet, or it cannot be processed: see that user's page. A meeting that was made in another of his calendars than the "
            + "default one is never shown: move it to the default one.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };

    /// <summary>The same for a stored name of a reason.</summary>
    public static string Of(string reason) => Enum.TryParse<NoButtonReason>(reason, out var known) ? Of(known) : reason;
}
