namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Graph did not do what was asked. The message names operation, status, Graph's code and request id, and never a mailbox,
/// title or link, so that it may be logged as it is.
/// </summary>
public sealed class GraphException(GraphError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public GraphError Error { get; } = error;

    /// <summary>How long Graph asked to wait; null when it did not say. A grain sets a timer and does not wait inside its turn.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Graph's <c>error.code</c>, such as <c>ErrorAccessDenied</c>.</summary>
    public string? Code { get; init; }

    /// <summary>HTTP status; null when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What Microsoft's support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>How to get a token that Graph accepts, after a 401.</summary>
    internal Tokens.TokenRenewal? Renewal { get; init; }

    /// <summary>True when the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient => Error is GraphError.Throttled or GraphError.Transient or GraphError.NotSubscribed;
}
