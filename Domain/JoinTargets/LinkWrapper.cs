namespace HybridCalendar.Domain.JoinTargets;

/// <summary>A service that carries the target of a link somewhere in its own link.</summary>
/// <param name="Host">The wrapper's host, or with a leading dot everything below it.</param>
/// <param name="PathStart">What the wrapper's path begins with.</param>
/// <param name="Read">Takes the target out; null when it is not there or broken.</param>
internal sealed record LinkWrapper(string Host, string PathStart, Func<WebLink, string?> Read)
{
    /// <summary>Well-known wrappers; each line is what that service's links look like.</summary>
    public static readonly IReadOnlyList<LinkWrapper> Known =
    [
        Parameter(".safelinks.protection.outlook.com", "/", "url"),
        Parameter(".safelinks.protection.office365.us", "/", "url"),
        Parameter(".safelinks.protection.partner.outlook.cn", "/", "url"),
        Parameter("statics.teams.cdn.office.net", "/evergreen-assets/safelinks", "url"),
        Parameter("statics.teams.microsoft.com", "/evergreen-assets/safelinks", "url"),
        Parameter(".trendmicro.com", "/wis/clicktime", "url"),
        Parameter("linkprotect.cudasvc.com", "/url", "a"),
        Parameter("clicktime.symantec.com", "/", "u"),
        Parameter("clicktime.cloud.postoffice.net", "/", "u"),
        Parameter(".fireeye.com", "/", "u"),
        Parameter(".trellix.com", "/", "u"),
        Parameter("scanmail.trustwave.com", "/", "u"),
        Parameter("urlsand.esvalabs.com", "/", "u"),
        Parameter(".greathorn.com", "/services", "url"),
        Parameter("l.facebook.com", "/l.php", "u"),
        Parameter("lm.facebook.com", "/l.php", "u"),
        Parameter("l.instagram.com", "/", "u"),
        Parameter("linkedin.com", "/redir", "url"),
        Parameter("linkedin.com", "/safety/go", "url"),
        Parameter("slack-redir.net", "/link", "url"),
        Parameter("youtube.com", "/redirect", "q"),
        Parameter("duckduckgo.com", "/l/", "uddg"),
        Parameter("vk.com", "/away.php", "to"),
        Parameter("deref-gmx.net", "/", "redirectUrl"),
        Parameter("deref-gmx.com", "/", "redirectUrl"),
        Parameter("deref-web.de", "/", "redirectUrl"),
        Parameter("deref-web-02.de", "/", "redirectUrl"),
        Parameter("deref-mail.com", "/", "redirectUrl"),
        Parameter("meet.google.com", "/linkredirect", "dest"),
        new(".google.*", "/url", link => Web(link.Query("q")) ?? Web(link.Query("url"))),
        new(".protection.sophos.com", "/", link => link.Query("u") is { } u ? Web(u) ?? Web(LinkUnwrapper.DecodeBase64(u)) : null),
        new("secure-web.cisco.com", "/", link => LastSegment(link.Path)),
        new(".menlosecurity.com", "/", link => Embedded(link.Path)),
        new(".avanan.click", "/", link => Between(link.Path)),
        new("protect.checkpoint.com", "/", link => Between(link.Path)),
    ];

    public bool Covers(WebLink link) => CoversHost(link.Host) && link.Path.StartsWith(PathStart, StringComparison.OrdinalIgnoreCase);

    public string? Target(WebLink link) => Read(link);

    private static LinkWrapper Parameter(string host, string pathStart, string parameter) => new(host, pathStart, link => link.Query(parameter));

    private bool CoversHost(string host) => Host switch
    {
        // google.com, google.bg, google.co.uk: the country is open, "google" is not.
        ".google.*" => host.StartsWith("google.", StringComparison.Ordinal) && host.Length <= "google.com.xx".Length,
        ['.', ..] => host.EndsWith(Host, StringComparison.Ordinal) || host == Host[1..],
        _ => host == Host,
    };

    private static string? Web(string? target) =>
        target is not null && (target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ? target : null;

    private static string? LastSegment(string path) => Web(LinkUnwrapper.Decode(path[(path.LastIndexOf('/') + 1)..]));

    private static string? Embedded(string path)
    {
        var start = path.IndexOf("/http", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : Web(LinkUnwrapper.Decode(path[(start + 1)..]));
    }

    private static string? Between(string path)
    {
        var start = path.IndexOf("___", StringComparison.Ordinal);
        var end = start < 0 ? -1 : path.IndexOf("___", start + 3, StringComparison.Ordinal);
        return end < 0 ? null : Web(LinkUnwrapper.Decode(path[(start + 3)..end]));
    }
}
