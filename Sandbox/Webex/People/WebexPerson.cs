namespace HybridCalendar.Sandbox.Webex;

/// <summary>A person (or the service app's own account) with a Webex login.</summary>
/// <param name="Id">Webex's person id.</param>
/// <param name="Email">The login.</param>
/// <param name="DisplayName">First and last name.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Sites">The Webex sites on which the person may host, e.g. <c>contoso.webex.com</c>.</param>
/// <param name="PreferredSite">One of <paramref name="Sites"/>.</param>
/// <param name="Type"><c>person</c> or <c>bot</c>.</param>
/// <param name="HasPersonalRoom">False for somebody whose licence has none.</param>
public sealed record WebexPerson(
    string Id,
    string Email,
    string DisplayName,
    string TimeZone,
    IReadOnlyList<string> Sites,
    string PreferredSite,
    string Type = "person",
    bool HasPersonalRoom = true)
{
    /// <summary>The name in the person's links and SIP address.</summary>
    public string UserName => Email[..Email.IndexOf('@', StringComparison.Ordinal)];
}
