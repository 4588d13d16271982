namespace HybridCalendar.Sandbox.Webex;

/// <summary>
/// How the Webex server behaves. Numbers that Cisco publishes are the defaults; where it publishes none, there is no limit
/// until a test or a person sets one. All of it can be changed while the server runs.
/// </summary>
public sealed class WebexSandboxOptions
{
    /// <summary>Name of the organization, used in ids.</summary>
    public string Organization { get; set; } = "contoso.example";

    /// <summary>The site of people who name no other, e.g. <c>contoso.webex.com</c>.</summary>
    public string DefaultSite { get; set; } = "contoso.webex.com";

    /// <summary>A token of a service app with every admin scope that works from the start and never expires.</summary>
    public string AdminToken { get; set; } = "sandbox-webex-admin";

    /// <summary>Client id of the service app, for <c>POST /v1/access_token</c>.</summary>
    public string ClientId { get; set; } = "sandbox-webex-client";

    /// <summary>Client secret of the service app.</summary>
    public string ClientSecret { get; set; } = "sandbox-webex-secret";

    /// <summary>The refresh token of the service app; it stays the same when it is used.</summary>
    public string RefreshToken { get; set; } = "sandbox-webex-refresh";

    /// <summary>Life of an access token; Webex gives 14 days.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Requests in any 60 s that one token may make; 0 is no limit (Cisco publishes no number).</summary>
    public int RequestsPerMinutePerToken { get; set; }

    /// <summary>Commands in any 60 s that one device takes from the cloud; 0 is no limit (Cisco publishes no number).</summary>
    public int CommandsPerMinutePerDevice { get; set; }

    /// <summary>How long a device works on one command. A second command in that time is answered with 423.</summary>
    public TimeSpan CommandTime { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Meetings a person may create in 24 hours, failures included.</summary>
    public int MeetingsPerUser { get; set; } = 100;

    /// <summary>Meetings an admin may create in 24 hours, failures included.</summary>
    public int MeetingsPerAdmin { get; set; } = 3000;

    /// <summary>Meetings an admin may create in 24 hours for one host, failures included.</summary>
    public int MeetingsPerAdminAndHost { get; set; } = 800;

    /// <summary>Seed of meeting numbers and passwords.</summary>
    public int Seed { get; set; } = 20260;
}
