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
}

/// <summary>A meeting in the room's calendar that devices do not show at all.</summary>
/// <param name="EventId">The event in the room's mailbox.</param>
/// <param name="ICalUId">The event's identity over all mailboxes, or null.</param>
/// <param name="Reason">Why it is left out.</param>
public sealed record LeftOut(string EventId, string? ICalUId, NoButtonReason Reason);
