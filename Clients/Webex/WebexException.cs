namespace HybridCalendar.Clients.Webex;

/// <summary>
/// Webex did not do what was asked. The message names operation, status and tracking id, and never an address, title or link, so
/// that it may be logged as it is.
/// </summary>
public sealed class WebexException(WebexError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public WebexError Error { get; } = error;

    /// <summary>How long Webex asked to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What Webex's support asks for.</summary>
    public string? TrackingId { get; init; }

    /// <summary>True when the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient => Error is WebexError.Throttled or WebexError.Transient;
}

/// <summary>The kinds of refusal that callers tell apart.</summary>
public enum WebexError
{
    /// <summary>429: wait <see cref="WebexException.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>The service, the network or a lock (423) stood in the way; try again later.</summary>
    Transient,

    /// <summary>The access token is not accepted, and could not be renewed.</summary>
    Unauthorized,

    /// <summary>The token's scopes or the organization's policy forbid it.</summary>
    AccessDenied,

    NotFound,

    /// <summary>Webex rejects the request as such, or answered what cannot be understood.</summary>
    Invalid,
}
