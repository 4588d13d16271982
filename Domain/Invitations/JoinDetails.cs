using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Invitations;

/// <summary>How to join a meeting, as its conference service told us. Empty members were not given.</summary>
public sealed record JoinDetails
{
    public required MeetingPlatform Platform { get; init; }

    /// <summary>The https link that a person opens.</summary>
    public string JoinLink { get; init; } = "";

    /// <summary>What a video system dials, without <c>sip:</c> (<c>user@host</c>).</summary>
    public string VideoAddress { get; init; } = "";

    /// <summary>The number that identifies the meeting to a person, as the service writes it.</summary>
    public string MeetingNumber { get; init; } = "";

    /// <summary>What a person types in the app or browser.</summary>
    public string Password { get; init; } = "";

    /// <summary>The digits that phones and video systems enter instead of <see cref="Password"/>.</summary>
    public string NumericPassword { get; init; } = "";

    /// <summary>The numbers to dial by phone, in the order to show them.</summary>
    public IReadOnlyList<PhoneNumber> PhoneNumbers { get; init; } = [];
}

/// <summary>A number to dial in by phone.</summary>
/// <param name="Number">The number as it is to be shown.</param>
/// <param name="Label">Where or how it is charged, such as "Bulgaria, toll"; may be empty.</param>
public sealed record PhoneNumber(string Number, string Label);
