namespace HybridCalendar.Domain.JoinTargets;

/// <summary>What a room's device dials to join a meeting.</summary>
/// <param name="Address">A SIP or H.323 address, or an https link for <see cref="JoinProtocol.WebRTC"/>.</param>
/// <param name="Protocol">How the address is dialled.</param>
/// <param name="Platform">Whose meeting it is; the device picks icon and behaviour from it.</param>
/// <param name="Rule">The id of the rule that matched.</param>
/// <param name="FoundIn">Where in the event it was found.</param>
public sealed record JoinTarget(string Address, JoinProtocol Protocol, MeetingPlatform Platform, string Rule, FoundIn FoundIn)
{
    /// <summary>
    /// False when a room device has no way to join: RoomOS opens WebRTC links of Microsoft Teams and Google Meet only
    /// (<c>Bookings Put</c>, MeetingPlatform). Such a booking is listed without a Join button.
    /// </summary>
    public bool IsDialable => Protocol != JoinProtocol.WebRTC || Platform is MeetingPlatform.MicrosoftTeams or MeetingPlatform.GoogleMeet;
}

/// <summary>RoomOS <c>Protocol</c> of a booking, without the ones that no rule yields.</summary>
public enum JoinProtocol
{
    SIP,
    H323,
    WebRTC,
    Spark,
    IP,
}

/// <summary>RoomOS <c>MeetingPlatform</c> of a booking.</summary>
public enum MeetingPlatform
{
    Webex,
    MicrosoftTeams,
    Zoom,
    GoogleMeet,
    Other,
}

/// <summary>Where a join target comes from, in the order in which the places are looked at.</summary>
public enum FoundIn
{
    /// <summary>The join details that we got for the meeting ourselves.</summary>
    JoinDetails,
    OnlineMeeting,
    Location,
    Body,
}
