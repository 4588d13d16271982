namespace HybridCalendar.Clients.Webex;

/// <summary>
/// How the Webex cloud is reached. Either an access token, for a trial, or the client id, client secret and refresh token of a
/// service app, which keeps itself signed in.
/// </summary>
public sealed class WebexOptions
{
    /// <summary>Default <c>https://webexapis.com/v1</c>; government has a host of its own; http only on this machine.</summary>
    public Uri BaseUrl { get; set; } = new("https://webexapis.com/v1");

    /// <summary>A token that somebody renews by hand.</summary>
    public string? AccessToken { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Stays good as long as it is used at least once in 90 days.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>Host name of the organization's site, for users who prefer none, such as <c>contoso.webex.com</c>.</summary>
    public string? DefaultSiteUrl { get; set; }

    /// <summary>The longest a call may take with all its repetitions, 1 s to 5 min; default 30 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest one try may take, 100 ms to <see cref="CallTimeout"/>; default 15 s, as the cloud waits for devices.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A longer Retry-After is not waited for but handed to the caller, 0 to 60 s; default 3 s.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a call is tried in all, 1 to 10; default 3.</summary>
    public int Attempts { get; set; } = 3;
}
