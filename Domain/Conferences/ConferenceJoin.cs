using HybridCalendar.Domain.Invitations;

namespace HybridCalendar.Domain.Conferences;

/// <summary>How to join a conference on the bridge. Empty members were not given.</summary>
public sealed record ConferenceJoin
{
    /// <summary>What a video system dials with SIP, without <c>sip:</c> (<c>number@domain</c>).</summary>
    public string SipAddress { get; init; } = "";

    /// <summary>What a video system dials with H.323.</summary>
    public string H323Address { get; init; } = "";

    /// <summary>The https link that a person opens in a browser (WebRTC).</summary>
    public string WebLink { get; init; } = "";

    /// <summary>The digits that identify the conference.</summary>
    public string NumericId { get; init; } = "";

    /// <summary>What is asked for on joining.</summary>
    public string Passcode { get; init; } = "";

    /// <summary>The bridge's telephone numbers as the connector is configured, in the order to show them.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers { get; init; } = [];
}
