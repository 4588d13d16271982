namespace HybridCalendar.Clients.Office365;

/// <summary>
/// How Microsoft Graph is reached. Exactly one of certificate, managed identity and client secret says who we are. The defaults
/// point at the worldwide cloud; for a national cloud set <see cref="BaseUrl"/> and <see cref="AuthorityHost"/>.
/// </summary>
public sealed class Office365Options
{
    /// <summary>Graph with its version, default <c>https://graph.microsoft.com/v1.0</c>; http only on this machine.</summary>
    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>Where tokens come from, default <c>https://login.microsoftonline.com</c>; http only on this machine.</summary>
    public Uri AuthorityHost { get; set; } = new("https://login.microsoftonline.com");

    /// <summary>The Entra tenant's id; required.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The app registration's client id; required, also with a managed identity: validation tokens name it.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What a token is asked for; by default <c>/.default</c> behind the host of <see cref="BaseUrl"/>.</summary>
    public string? Scope { get; set; }

    /// <summary>A PFX file, or a PEM file that holds certificate and private key.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of the file, when it has one.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Instead of a file: the SHA-1 thumbprint of a certificate in the current user's or the machine's personal store.</summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>True for the managed identity of the Azure host that we run on.</summary>
    public bool UseManagedIdentity { get; set; }

    /// <summary>The client id of a user-assigned managed identity; null for the system-assigned one.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>Only with an <see cref="AuthorityHost"/> on this machine; a real tenant gets a certificate.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The longest a call may take with all its repetitions, 1 s to 5 min; default 30 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest one try may take, 100 ms to <see cref="CallTimeout"/>; default 10 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A longer Retry-After is not waited for but handed to the caller, 0 to 60 s; default 3 s, so that a grain's turn stays short.
    /// </summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a call is tried in all, 1 to 10; default 4.</summary>
    public int Attempts { get; set; } = 4;

    /// <summary>
    /// Requests under way per mailbox in this process, 1 to 4; default 4, which is Graph's limit for an application and a mailbox. Where
    /// several processes run grains, theirs add up: set 1.
    /// </summary>
    public int RequestsPerMailbox { get; set; } = 4;

    internal string EffectiveScope => string.IsNullOrWhiteSpace(Scope) ? BaseUrl.GetLeftPart(UriPartial.Authority) + "/.default" : Scope;
}
