namespace HybridCalendar.Domain.Keywords;

/// <summary>What an organization's keywords do when no modifier says otherwise.</summary>
public sealed record KeywordSettings
{
    private readonly KeywordAction _webex = KeywordAction.PersonalRoom;

    /// <summary><c>@webex</c>; default <see cref="KeywordAction.PersonalRoom"/>.</summary>
    /// <exception cref="ArgumentException">It is <see cref="KeywordAction.Tms"/>, which Cisco's service offers for <c>@meet</c> only.</exception>
    public KeywordAction Webex
    {
        get => _webex;
        init => _webex = value != KeywordAction.Tms ? value : throw new ArgumentException("The action of @webex cannot be Tms: meetings on the premises bridge are booked with @meet.", nameof(value));
    }

    /// <summary><c>@meet</c>; default <see cref="KeywordAction.Space"/>.</summary>
    public KeywordAction Meet { get; init; } = KeywordAction.Space;
}
