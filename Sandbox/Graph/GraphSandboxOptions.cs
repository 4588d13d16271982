using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.Sandbox.Graph;

/// <summary>
/// What the local Graph server needs to know. Limits carry the numbers Microsoft documents; they are settings because those
/// numbers have changed before.
/// </summary>
public sealed class GraphSandboxOptions
{
    /// <summary>Configuration section these options are read from.</summary>
    public const string Section = "GraphSandbox";

    /// <summary>Absolute base of links in answers, such as <c>http://127.0.0.1:5080</c>. Empty: the host the caller used.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Tenants whose tokens are issued and accepted. The first one owns the mailboxes.</summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>App registrations. When none is given, <see cref="AppRegistration.Product"/> is registered.</summary>
    public IList<AppRegistration> Apps { get; } = [];

    /// <summary>Shortest time between an invitation and the room's answer.</summary>
    public TimeSpan AcceptanceDelayMin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest time between an invitation and the room's answer.</summary>
    public TimeSpan AcceptanceDelayMax { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Time an invitation needs to a person's mailbox, and a response back to the organizer.</summary>
    public TimeSpan MailDelay { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Seed of every random choice of the server (delays, jitter).</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Whether changing the time or the pattern of a series drops its exceptions, as Outlook does. Undocumented for Graph.</summary>
    public bool DropExceptionsOnPatternChange { get; set; } = true;

    /// <summary>Requests that may run at once per app and mailbox; more are answered 429.</summary>
    public int MailboxConcurrency { get; set; } = 4;

    /// <summary>Requests per app and mailbox in ten minutes; more are answered 429.</summary>
    public int MailboxRequestsPer10Minutes { get; set; } = 10_000;

    /// <summary>Subscription writes per app in 20 seconds; more are answered 429.</summary>
    public int SubscriptionWritesPer20Seconds { get; set; } = 1_000;

    /// <summary>Active subscriptions per mailbox over all apps; more are answered 403.</summary>
    public int SubscriptionsPerMailbox { get; set; } = 1_000;

    /// <summary>Whether a second subscription with the same resource and change types is answered 409, as documented but not seen.</summary>
    public bool RefuseDuplicateSubscriptions { get; set; }

    /// <summary>Longest life of a subscription without resource data.</summary>
    public TimeSpan SubscriptionLifetime { get; set; } = TimeSpan.FromMinutes(10_080);

    /// <summary>Longest life of a subscription with resource data.</summary>
    public TimeSpan RichSubscriptionLifetime { get; set; } = TimeSpan.FromMinutes(1_440);

    /// <summary>A shorter life is silently raised to this.</summary>
    public TimeSpan SubscriptionFloor { get; set; } = TimeSpan.FromMinutes(45);

    /// <summary>How long the validation handshake waits for the endpoint.</summary>
    public TimeSpan ValidationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the first attempt to deliver a notification waits for an answer.</summary>
    public TimeSpan FirstAttemptTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a retry waits for an answer.</summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before the first retry; it doubles with each further one, up to ten minutes.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A notification that could not be delivered for this long is given up.</summary>
    public TimeSpan RetryLimit { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Answers an endpoint must have given within ten minutes before it can be judged slow.</summary>
    public int EndpointMinimumSamples { get; set; } = 100;

    /// <summary>How long a slow endpoint is served late, and one that drops is not served at all.</summary>
    public TimeSpan EndpointPenalty { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Most notifications in one POST.</summary>
    public int NotificationsPerPost { get; set; } = 50;

    /// <summary>1 or 2: the version of the tokens in <c>validationTokens</c>; both are seen in the wild.</summary>
    public int ValidationTokenVersion { get; set; } = 1;

    internal string Tenant => Tenants.Count > 0 ? Tenants[0] : AppRegistration.DefaultTenant;

    internal IReadOnlyList<string> KnownTenants => Tenants.Count > 0 ? [.. Tenants] : [AppRegistration.DefaultTenant];
}
