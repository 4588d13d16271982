namespace HybridCalendar.Domain.Conferences;

/// <summary>What a connector is asked to do for a meeting.</summary>
public enum ConferenceRequestKind
{
    /// <summary>Make TMS hold the meeting as the request describes it, whether or not it holds it already.</summary>
    Book,

    /// <summary>Make TMS hold nothing more of the meeting; an instance of a series that runs stays until it ends.</summary>
    Cancel,

    /// <summary>Tell what TMS holds of the meeting; nothing is changed.</summary>
    Look,
}
