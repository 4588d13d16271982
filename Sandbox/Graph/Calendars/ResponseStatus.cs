using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>What somebody answered, and when.</summary>
/// <param name="Response">none, organizer, tentativelyAccepted, accepted, declined or notResponded.</param>
/// <param name="Time">When, or nothing when there was no answer; served as year 1.</param>
public sealed record ResponseStatus(string Response, Instant? Time)
{
    /// <summary>An attendee who has not answered, as the organizer sees it.</summary>
    public static readonly ResponseStatus None = new("none", null);

    /// <summary>The organizer's own status.</summary>
    public static readonly ResponseStatus Organizer = new("organizer", null);

    /// <summary>An attendee who has not answered, as the attendee sees it.</summary>
    public static readonly ResponseStatus NotResponded = new("notResponded", null);
}
