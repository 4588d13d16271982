using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Meetings;

/// <summary>
/// An event of an Office 365 calendar, as one mailbox holds it (the organizer's copy and a room's copy differ).
/// Property names are Microsoft Graph's; a property that the source did not carry keeps its default.
/// </summary>
public sealed record CalendarEvent
{
    /// <summary>Graph's id of this copy; unique within its mailbox only. Empty when the source had none.</summary>
    public string Id { get; init; } = "";

    /// <summary>Graph's <c>@odata.etag</c>, or null. Occurrences share their master's: never use it to detect an occurrence's change.</summary>
    public string? ETag { get; init; }

    /// <summary>The same in every mailbox that holds the meeting, but different for each occurrence of a series.</summary>
    public string? ICalUId { get; init; }

    public EventType Type { get; init; } = EventType.SingleInstance;

    /// <summary>Graph's id of the series master in the same mailbox; null for a single instance and for a master.</summary>
    public string? SeriesMasterId { get; init; }

    public string Subject { get; init; } = "";

    public EventBody Body { get; init; } = EventBody.Empty;

    /// <summary>The location's display name: free text that may name several rooms, separated by ';'.</summary>
    public string Location { get; init; } = "";

    /// <summary>Start in the zone that the source named.</summary>
    public EventTime Start { get; init; } = EventTime.Missing;

    /// <summary>End (exclusive) in the zone that the source named.</summary>
    public EventTime End { get; init; } = EventTime.Missing;

    /// <summary>The pattern's slot of an occurrence or exception, before somebody moved it.</summary>
    public Instant? OriginalStart { get; init; }

    /// <summary>The zone in which the event was made: a series keeps its wall time there. Windows or IANA name.</summary>
    public string? OriginalStartTimeZone { get; init; }

    public bool IsAllDay { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>True in the organizer's own copy.</summary>
    public bool IsOrganizer { get; init; }

    public Sensitivity Sensitivity { get; init; } = Sensitivity.Normal;

    /// <summary>What this mailbox answered.</summary>
    public ResponseType Response { get; init; } = ResponseType.None;

    public Person? Organizer { get; init; }

    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    public bool IsOnlineMeeting { get; init; }

    /// <summary>The structured online meeting, when Graph knows one.</summary>
    public OnlineMeeting? OnlineMeeting { get; init; }

    /// <summary>The older flat <c>onlineMeetingUrl</c>.</summary>
    public string? OnlineMeetingUrl { get; init; }

    public RecurrenceRule? Recurrence { get; init; }

    /// <summary>The moved or edited occurrences of a master, when the source carried them.</summary>
    public IReadOnlyList<CalendarEvent> ExceptionOccurrences { get; init; } = [];

    /// <summary>Whether the source of a master carried no list of exceptions at all, not even an empty one: then nothing is known of them.</summary>
    public bool LacksExceptions { get; init; }

    /// <summary>Ids (<c>OID.{master}.{yyyy-MM-dd}</c>, the date in the recurrence's zone) of deleted occurrences of a master.</summary>
    public IReadOnlyList<string> CancelledOccurrences { get; init; } = [];

    /// <summary>When this copy was last changed, by whomever; an occurrence may have its master's time.</summary>
    public Instant? LastModified { get; init; }

    /// <summary>The value of our own extended property on the event: what we wrote last. Null when we wrote nothing.</summary>
    public string? Marker { get; init; }
}
