namespace HybridCalendar.Domain.Meetings;

/// <summary>Graph's <c>responseStatus.response</c>.</summary>
public enum ResponseType
{
    None,
    Organizer,
    TentativelyAccepted,
    Accepted,
    Declined,
    NotResponded,
}
