namespace HybridCalendar.Clients.Office365;

/// <summary>The kinds of refusal that callers tell apart.</summary>
public enum GraphError
{
    /// <summary>Too many requests for this mailbox or application: wait <see cref="GraphException.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>The service or the network failed; try again later.</summary>
    Transient,

    /// <summary>
    /// Graph makes or renews no subscription: most often because our notification URL did not answer its handshake. That passes when the
    /// URL can be reached, or never.
    /// </summary>
    NotSubscribed,

    /// <summary>Our credentials were not accepted.</summary>
    Unauthorized,

    /// <summary>The application may not use this mailbox (permission, access policy), or a quota is used up.</summary>
    AccessDenied,

    /// <summary>There is no cloud mailbox behind the address (no licence, on premises, or being moved).</summary>
    MailboxNotEnabled,

    /// <summary>No such mailbox, event or subscription.</summary>
    NotFound,

    /// <summary>The event changed since it was read.</summary>
    Conflict,

    /// <summary>A sync state is no longer known: read everything again.</summary>
    Gone,

    /// <summary>Graph rejects the request as such, or answered what cannot be understood; repeating it is of no use.</summary>
    Invalid,
}
