namespace HybridCalendar.Clients;

/// <summary>How to join a meeting, and how to change or cancel it later. A null member is not known.</summary>
public sealed record MeetingJoinDetails
{
    /// <summary>The https address that a person opens.</summary>
    public string? JoinLink { get; init; }

    /// <summary>The SIP address that a video device dials, without <c>sip:</c>.</summary>
    public string? SipAddress { get; init; }

    /// <summary>Digits only.</summary>
    public string? MeetingNumber { get; init; }

    /// <summary>What a person types.</summary>
    public string? Password { get; init; }

    /// <summary>The all-digit password that phones and video devices ask for.</summary>
    public string? VideoPassword { get; init; }

    /// <summary>Numbers to call in by phone.</summary>
    public IReadOnlyList<PhoneNumber> Phones { get; init; } = [];

    /// <summary>The meeting's id for update and delete; null for a personal room and a space.</summary>
    public string? MeetingId { get; init; }

    /// <summary>The space's id; null unless a space was made.</summary>
    public string? SpaceId { get; init; }
}

/// <summary>A number to call in by phone.</summary>
/// <param name="Label">Where or at what cost, such as <c>US Toll</c>; may be empty.</param>
/// <param name="Number">As it is to be dialled.</param>
/// <param name="IsTollFree">True when the caller does not pay.</param>
public sealed record PhoneNumber(string Label, string Number, bool IsTollFree);
