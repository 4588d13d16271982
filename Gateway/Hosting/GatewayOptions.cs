namespace HybridCalendar.Gateway.Hosting;

/// <summary>Settings of the section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// Where the outside world reaches this gateway, such as <c>https://calendar.company.com</c>; required. Graph posts its
    /// notifications below it, so it is https, except on this machine.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Folder of the databases and of the administrator key's hash; default <c>data</c> below the working folder.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// Addresses of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; none by default: what
    /// anybody may send must not change whose rate limit counts.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>
    /// Notifications a second, for each sender, that may name a subscription that is not known (each costs a read of the
    /// database); 1 to 100,000, default 50. Beyond that the answer is 503 and Graph comes again.
    /// </summary>
    public int UnknownSubscriptionsPerSecond { get; set; } = 50;

    /// <summary>
    /// Requests a minute that each client address may make to the admin API and the pages of administrators; 1 to 1,000,000,
    /// default 12,000. Here and below: a minute's worth may come at once, and beyond that the answer is 429 with Retry-After.
    /// </summary>
    public int ApiRequestsPerMinute { get; set; } = 12_000;

    /// <summary>Tries a minute to sign in to the pages of administrators, for each client address; default 10.</summary>
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Requests a minute for panel pages and their parts, for each client address; default 1,200.</summary>
    public int PanelRequestsPerMinute { get; set; } = 1_200;

    /// <summary>
    /// Requests a minute that devices and connectors may make, for each client address; a building's panels may share one. Default 12,000.
    /// </summary>
    public int DeviceRequestsPerMinute { get; set; } = 12_000;
}
