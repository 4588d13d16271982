using System.Text.Json;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Reads an event's JSON as Microsoft Graph serves it, or anybody shapes it: never throws, takes what can be understood and
/// collects a warning for each field that cannot. Several times cheaper than the SDK's model.
/// </summary>
public static class GraphEventReader
{
    /// <summary>Graph cuts the preview after so many characters.</summary>
    private const int PreviewLength = 255;

    /// <summary>Reads an event and forgets the warnings.</summary>
    public static CalendarEvent Read(JsonElement element) => Read(element, []);

    /// <summary>Reads an event.</summary>
    /// <param name="element">The event's object; anything else gives an empty event and a warning.</param>
    /// <param name="warnings">Receives one line per odd field, with its path and without any of the person's text.</param>
    public static CalendarEvent Read(JsonElement element, ICollection<string> warnings) =>
        Read(new LenientObject(element, "", warnings), withExceptions: true);

    private static CalendarEvent Read(LenientObject json, bool withExceptions)
    {
        var start = GraphTimeReader.ReadEventTime(json.Object("start"));
        var recurrence = GraphRecurrenceReader.Read(json.Object("recurrence"), start);
        var masterId = json.String("seriesMasterId");
        var type = json.Enumeration<EventType>("type") ?? GuessType(recurrence is not null, masterId);
        return new CalendarEvent
        {
            Id = json.String("id") ?? "",
            ETag = json.String("@odata.etag") ?? (json.String("changeKey") is { Length: > 0 } key ? $"W/\"{key}\"" : null),
            ICalUId = MeetingUId.Shorten(json.String("iCalUId")),
            Type = type,
            SeriesMasterId = masterId,
            Subject = json.String("subject") ?? "",
            Body = ReadBody(json),
            Location = ReadLocation(json),
            Start = start,
            End = GraphTimeReader.ReadEventTime(json.Object("end")),
            OriginalStart = GraphTimeReader.ReadInstant(json, "originalStart"),
            OriginalStartTimeZone = json.String("originalStartTimeZone") is { Length: > 0 } zone ? zone : null,
            IsAllDay = json.Boolean("isAllDay") ?? false,
            IsCancelled = json.Boolean("isCancelled") ?? false,
            IsOrganizer = json.Boolean("isOrganizer") ?? false,
            Sensitivity = json.Enumeration<Sensitivity>("sensitivity") ?? Sensitivity.Normal,
            Response = json.Object("responseStatus").Enumeration<ResponseType>("response") ?? ResponseType.None,
            Organizer = ReadPerson(json.Object("organizer")),
            Attendees = [.. json.Objects("attendees").Select(ReadAttendee)],
            IsOnlineMeeting = json.Boolean("isOnlineMeeting") ?? false,
            OnlineMeeting = ReadOnlineMeeting(json),
            OnlineMeetingUrl = json.String("onlineMeetingUrl") is { Length: > 0 } url ? url : null,
            Recurrence = recurrence,
            ExceptionOccurrences = withExceptions ? [.. json.Objects("exceptionOccurrences").Select(e => Read(e, withExceptions: false))] : [],
            LacksExceptions = type == EventType.SeriesMaster && !json.Has("exceptionOccurrences"),
            CancelledOccurrences = [.. json.Strings("cancelledOccurrences")],
            Marker = ReadMarker(json),
            LastModified = GraphTimeReader.ReadInstant(json, "lastModifiedDateTime"),
        };
    }

    private static EventType GuessType(bool recurs, string? masterId) =>
        recurs ? EventType.SeriesMaster
        : string.IsNullOrEmpty(masterId) ? EventType.SingleInstance
        : EventType.Occurrence;

    private static EventBody ReadBody(LenientObject json)
    {
        var body = json.Object("body");
        if (body.String("content") is { } content)
            return new EventBody(IsHtml(body.String("contentType"), content), content);
        return json.String("bodyPreview") is { Length: > 0 } preview ? new EventBody(false, ReadPreview(preview, json)) : EventBody.Empty;
    }

    /// <summary>The last word of a preview that was cut may be half a link, which leads elsewhere.</summary>
    private static string ReadPreview(string preview, LenientObject json)
    {
        if (preview.Length < PreviewLength)
            return preview;
        json.Warn("bodyPreview", $"read in place of the missing body, of which it holds only the first {PreviewLength} characters; the last word is left out");
        var end = preview.Length;
        while (end > 0 && !char.IsWhiteSpace(preview[end - 1]))
            end--;
        return preview[..end];
    }

    private static bool IsHtml(string? contentType, string content) => contentType is null
        ? content.Contains("<html", StringComparison.OrdinalIgnoreCase) || content.Contains("</", StringComparison.Ordinal)
        : contentType.Contains("html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The display name holds all locations; an event whose maker filled only the list or the URI has its text there.</summary>
    private static string ReadLocation(LenientObject json)
    {
        var location = json.Object("location");
        if (location.String("displayName") is { Length: > 0 } name)
            return name;
        var names = json.Objects("locations").Select(place => place.String("displayName")).Where(text => !string.IsNullOrEmpty(text));
        var joined = string.Join("; ", names);
        return joined.Length > 0 ? joined : location.String("locationUri") ?? "";
    }

    private static Person? ReadPerson(LenientObject recipient)
    {
        var address = recipient.Object("emailAddress");
        return address.IsPresent ? new Person(address.String("name") ?? "", address.String("address") ?? "") : null;
    }

    private static Attendee ReadAttendee(LenientObject attendee)
    {
        var person = ReadPerson(attendee) ?? new Person("", "");
        return new Attendee(
            person.Name,
            person.Address,
            attendee.Enumeration<AttendeeType>("type") ?? AttendeeType.Required,
            attendee.Object("status").Enumeration<ResponseType>("response") ?? ResponseType.None);
    }

    private static OnlineMeeting? ReadOnlineMeeting(LenientObject json)
    {
        var meeting = json.Object("onlineMeeting");
        return meeting.IsPresent
            ? new OnlineMeeting(meeting.String("joinUrl"), meeting.String("conferenceId"), json.String("onlineMeetingProvider"))
            : null;
    }

    private static string? ReadMarker(LenientObject json)
    {
        foreach (var property in json.Objects("singleValueExtendedProperties"))
        {
            if (InvitationMarker.IsOurs(property.String("id")))
                return property.String("value") is { Length: > 0 } value ? value : null;
        }
        return null;
    }
}
