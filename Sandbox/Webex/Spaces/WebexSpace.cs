namespace HybridCalendar.Sandbox.Webex;

/// <summary>A space (Webex calls it a room in its API) with its members and messages. Use under the lock of <see cref="WebexSpaces"/>.</summary>
internal sealed class WebexSpace(string id, string title, string type, WebexPerson creator, string meetingNumber, string site, DateTimeOffset created)
{
    public string Id => id;

    public string Title { get; set; } = title;

    /// <summary>Free text of the creator, given back in every list.</summary>
    public string? Description { get; set; }

    public string Type => type;

    public bool IsLocked { get; set; }

    public WebexPerson Creator => creator;

    public string MeetingNumber => meetingNumber;

    public string Site => site;

    public DateTimeOffset Created { get; } = created;

    public DateTimeOffset LastActivity { get; set; } = created;

    public string MeetingLink { get; } = $"https://{site}/m/{Guid.NewGuid():D}";

    public string MeetingId { get; } = Guid.NewGuid().ToString("N");

    public List<WebexMembership> Members { get; } = [];

    public List<WebexMessage> Messages { get; } = [];

    public bool Holds(WebexPerson person) => Members.Exists(m => m.Email.Equals(person.Email, StringComparison.OrdinalIgnoreCase));
}
