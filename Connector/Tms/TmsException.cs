using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Tms;

/// <summary>A call to TMS did not succeed. The message is a sentence for an administrator; it holds nothing of a meeting.</summary>
public sealed class TmsException : Exception
{
    public TmsException(ConferenceReason reason, string message, Exception? inner = null)
        : base(message, inner) => Reason = reason;

    public ConferenceReason Reason { get; }

    /// <summary>TMS's error code, or null when TMS gave none.</summary>
    public int? Code { get; init; }

    /// <summary>True when the same call may succeed without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// True when TMS did not answer in time, or the connection broke before it did: it may still do what it was asked. Done again beside it, it
    /// might be done twice.
    /// </summary>
    public bool MayBeUnderWay { get; init; }

    /// <summary>The change that may be under way; null for none.</summary>
    internal TmsChange? Unanswered { get; set; }

    /// <summary>The meeting's parts that TMS had saved by then.</summary>
    internal IReadOnlyList<ConferencePart> Saved { get; set; } = [];

    /// <summary>The licence session that TMS suggests to go on with.</summary>
    internal string? SuggestedSession { get; init; }
}
