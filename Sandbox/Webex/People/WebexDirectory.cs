using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>The people of the organization.</summary>
public sealed class WebexDirectory
{
    private readonly WebexSandboxOptions _options;
    private readonly ConcurrentDictionary<string, WebexPerson> _byId = new();
    private readonly ConcurrentDictionary<string, WebexPerson> _byEmail = new(StringComparer.OrdinalIgnoreCase);

    public WebexDirectory(WebexSandboxOptions options)
    {
        _options = options;
        OrganizationId = WebexIds.For("ORGANIZATION", options.Organization);
        ServiceApp = Register(new WebexPerson(
            WebexIds.For("PEOPLE", "service-app"), $"hybrid-calendar@{options.Organization}", "Hybrid Calendar", "UTC",
            [options.DefaultSite], options.DefaultSite, "bot", HasPersonalRoom: false));
    }

    public string OrganizationId { get; }

    /// <summary>The account that the admin token belongs to.</summary>
    public WebexPerson ServiceApp { get; }

    public IEnumerable<WebexPerson> All => _byEmail.Values.OrderBy(p => p.Email, StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds or replaces a person.</summary>
    /// <param name="email">The login.</param>
    /// <param name="displayName">First and last name.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="sites">The sites, the preferred one first; none is the organization's.</param>
    /// <param name="hasPersonalRoom">False for a licence without one.</param>
    public WebexPerson Add(string email, string displayName, string timeZone = "UTC", IReadOnlyList<string>? sites = null, bool hasPersonalRoom = true)
    {
        var own = sites is { Count: > 0 } ? sites : [_options.DefaultSite];
        return Register(new WebexPerson(WebexIds.For("PEOPLE", email), email, displayName, timeZone, own, own[0], HasPersonalRoom: hasPersonalRoom));
    }

    public WebexPerson? Find(string id) => _byId.GetValueOrDefault(id);

    public WebexPerson? FindByEmail(string email) => _byEmail.GetValueOrDefault(email);

    private WebexPerson Register(WebexPerson person) => _byId[person.Id] = _byEmail[person.Email] = person;
}
