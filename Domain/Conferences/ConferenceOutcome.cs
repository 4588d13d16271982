namespace HybridCalendar.Domain.Conferences;

/// <summary>How a request to a connector ended.</summary>
public enum ConferenceOutcome
{
    /// <summary>TMS holds the meeting as described (or, for a look, as the parts say).</summary>
    Booked,

    /// <summary>TMS holds nothing of the meeting that is still to come.</summary>
    Cancelled,

    /// <summary>It will not succeed until somebody changes the meeting or TMS.</summary>
    Refused,

    /// <summary>It did not succeed now; the same may succeed later.</summary>
    RetryLater,
}
