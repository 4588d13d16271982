namespace HybridCalendar.Clients.Office365;

/// <summary>The fields of an event that are read; without <c>$select</c> Graph sends several times as much.</summary>
internal static class EventFields
{
    public static readonly string[] Event =
    [
        "id", "changeKey", "iCalUId", "type", "seriesMasterId", "subject", "body", "location", "locations", "start", "end",
        "originalStart", "originalStartTimeZone", "isAllDay", "isCancelled", "isOrganizer", "sensitivity", "responseStatus",
        "organizer", "attendees", "isOnlineMeeting", "onlineMeeting", "onlineMeetingProvider", "onlineMeetingUrl", "recurrence",
        "lastModifiedDateTime",
    ];

    /// <summary>What tells whether an event changed. The version alone does not: occurrences share their master's.</summary>
    public static readonly string[] Outline =
    [
        "id", "changeKey", "iCalUId", "type", "seriesMasterId", "start", "end", "isCancelled", "responseStatus", "lastModifiedDateTime",
    ];

    public static readonly string[] Ids = ["id", "seriesMasterId"];

    /// <summary>With what Graph gives only for a single master, and only when it is both selected and expanded.</summary>
    public static readonly string[] Series = [.. Event, "exceptionOccurrences", "cancelledOccurrences"];

    public static readonly string[] Expand = [InvitationMarker.Expand];

    public static readonly string[] SeriesExpand = [InvitationMarker.Expand, "exceptionOccurrences"];

    /// <summary>Rich notifications may carry everything but the body.</summary>
    public const string Rich = "id,iCalUId,type,seriesMasterId,subject,location,start,end,isAllDay,isCancelled,sensitivity,responseStatus,organizer";
}
