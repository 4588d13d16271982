namespace HybridCalendar.Domain.Keywords;

/// <summary>The words that a scheduler types into the location field.</summary>
public enum Keyword
{
    /// <summary><c>@webex</c></summary>
    Webex,

    /// <summary><c>@meet</c></summary>
    Meet,
}

/// <summary>What follows a keyword's colon and overrides the organization's action.</summary>
public enum KeywordModifier
{
    None,

    /// <summary><c>:myroom</c></summary>
    MyRoom,

    /// <summary><c>:space</c></summary>
    Space,

    /// <summary><c>:onetime</c></summary>
    OneTime,
}

/// <summary>What a keyword does.</summary>
public enum KeywordAction
{
    /// <summary>The scheduler's Webex personal room.</summary>
    PersonalRoom,

    /// <summary>A Webex space made for the meeting.</summary>
    Space,

    /// <summary>A Webex meeting made for this meeting alone.</summary>
    OneTimeMeeting,

    /// <summary>A conference on the premises bridge, booked through Cisco TMS.</summary>
    Tms,
}
