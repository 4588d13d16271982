using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Writes events as Graph v1.0 does, straight from the stored records.</summary>
internal sealed class EventWriter(Utf8JsonWriter json, EventShape shape)
{
    public void Write(EventView view, string? context = null)
    {
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        WriteMembers(view);
        json.WriteEndObject();
    }

    /// <summary>An occurrence as delta gives it: the rest is to be read from the master.</summary>
    public void WriteSlim(EventView view)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type", "#microsoft.graph.event");
        json.WriteString("@odata.etag", $"W/\"{view.Item.ChangeKey}\"");
        json.WriteString("id", view.Id.ToString(shape.ImmutableIds));
        json.WriteString("type", view.Type);
        json.WriteString("seriesMasterId", view.Item.Id.ToString(shape.ImmutableIds));
        WriteTime("start", view.Content, view.Content.Start!);
        WriteTime("end", view.Content, view.Content.End!);
        json.WriteEndObject();
    }

    public void WriteMembers(EventView view)
    {
        var (item, content) = (view.Item, view.Content);
        var id = view.Id.ToString(shape.ImmutableIds);
        json.WriteString("@odata.etag", $"W/\"{item.ChangeKey}\"");
        json.WriteString("id", id);
        WriteItem(view, item);
        WriteScalars(view, content);
        if (shape.Has("webLink"))
            json.WriteString("webLink", $"https://outlook.office365.com/owa/?itemid={Uri.EscapeDataString(id)}&exvsurl=1&path=/calendar/item");
        WriteParts(view, content);
        WriteSeries(view, item);
        WriteExtendedProperties(content);
    }

    private void WriteItem(EventView view, CalendarItem item)
    {
        Text("createdDateTime", GraphTime.Write(item.Created));
        Text("lastModifiedDateTime", GraphTime.Write(item.Modified));
        Text("changeKey", item.ChangeKey);
        if (shape.Has("categories"))
        {
            json.WriteStartArray("categories");
            foreach (var category in view.Content.Categories)
                json.WriteStringValue(category);
            json.WriteEndArray();
        }
        if (item.TransactionId is not null || shape.Asks("transactionId"))
            Text("transactionId", item.TransactionId);
        Text("originalStartTimeZone", item.OriginalStartZone);
        Text("originalEndTimeZone", item.OriginalEndZone);
        Text("iCalUId", view.UId);
        if (view.Slot is { } slot)
            Text("originalStart", GraphTime.Write(OriginalStart(item, slot)));
        if (shape.Asks("occurrenceId"))
            json.WriteString("occurrenceId", view.Slot is { } day ? OccurrenceId(item, day) : null);
    }

    private void WriteScalars(EventView view, EventContent content)
    {
        Number("reminderMinutesBeforeStart", content.ReminderMinutesBeforeStart);
        Flag("isReminderOn", content.IsReminderOn);
        Flag("hasAttachments", false);
        Flag("hideAttendees", content.HideAttendees);
        Text("subject", content.Subject);
        Text("bodyPreview", content.Body, b => b.Preview);
        Text("importance", content.Importance);
        Text("sensitivity", content.Sensitivity);
        Flag("isAllDay", content.IsAllDay);
        Flag("isCancelled", content.IsCancelled);
        Flag("isDraft", false);
        Flag("isOrganizer", view.Item.IsOrganizer);
        Flag("responseRequested", content.ResponseRequested);
        Text("seriesMasterId", view.Slot is null ? null : view.Item.Id.ToString(shape.ImmutableIds));
        Text("showAs", content.ShowAs);
        Text("type", view.Type);
        Text("onlineMeetingUrl", null);
        Flag("isOnlineMeeting", content.IsOnlineMeeting);
        Text("onlineMeetingProvider", content.OnlineMeetingProvider);
        Flag("allowNewTimeProposals", content.AllowNewTimeProposals);
    }

    private void WriteParts(EventView view, EventContent content)
    {
        if (shape.Has("responseStatus"))
        {
            var own = view.Slot is { } slot ? view.Item.Exceptions.GetValueOrDefault(slot)?.Response : null;
            WriteStatus("responseStatus", own ?? view.Item.Response);
        }
        if (shape.Has("body"))
        {
            json.WriteStartObject("body");
            json.WriteString("contentType", shape.TextBody ? "text" : "html");
            json.WriteString("content", shape.TextBody ? content.Body.Text : content.Body.Html);
            json.WriteEndObject();
        }
        if (shape.Has("start"))
            WriteTime("start", content, content.Start!);
        if (shape.Has("end"))
            WriteTime("end", content, content.End!);
        var parts = new EventPartWriter(json);
        if (shape.Has("location"))
            parts.WriteLocation("location", content.Location);
        if (shape.Has("locations"))
            parts.WriteLocations(content);
        if (shape.Has("recurrence"))
            parts.WriteRecurrence(content.Recurrence);
        if (shape.Has("attendees"))
            parts.WriteAttendees(view, WriteStatus);
        if (shape.Has("organizer"))
            parts.WriteOrganizer(view.Item.Organizer);
        if (shape.Has("onlineMeeting"))
            parts.WriteOnlineMeeting(content.OnlineMeeting);
    }

    private void WriteSeries(EventView view, CalendarItem item)
    {
        if (view.Type != "seriesMaster")
            return;
        if (shape.Asks("cancelledOccurrences"))
        {
            json.WriteStartArray("cancelledOccurrences");
            foreach (var slot in item.Deleted)
                json.WriteStringValue(OccurrenceId(item, slot));
            json.WriteEndArray();
        }
        // Documented to need both the property in $select and the expansion.
        if (!shape.ExpandExceptions || !shape.Asks("exceptionOccurrences"))
            return;
        json.WriteStartArray("exceptionOccurrences");
        var writer = new EventWriter(json, shape with { Select = shape.ExceptionSelect, ExpandExceptions = false });
        foreach (var exception in item.Exceptions.Keys.Select(item.Occurrence).OfType<EventView>())
            writer.Write(exception);
        json.WriteEndArray();
    }

    private void WriteExtendedProperties(EventContent content)
    {
        var found = shape.ExtendedProperties.Where(content.ExtendedProperties.ContainsKey).ToList();
        if (found.Count == 0)
            return;
        json.WriteStartArray("singleValueExtendedProperties");
        foreach (var id in found)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("value", content.ExtendedProperties[id]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteTime(string name, EventContent content, ZonedTime time)
    {
        // Whole days have no zone: they are midnight in whatever zone the caller asks for.
        var local = content.IsAllDay ? time.Local : time.ToInstant().InZone(shape.TimeZone).LocalDateTime;
        json.WriteStartObject(name);
        json.WriteString("dateTime", GraphTime.Write(local));
        json.WriteString("timeZone", shape.Zone);
        json.WriteEndObject();
    }

    private void WriteStatus(string name, ResponseStatus status)
    {
        json.WriteStartObject(name);
        json.WriteString("response", status.Response);
        json.WriteString("time", status.Time is { } time ? GraphTime.Write(time) : "0001-01-01T00:00:00Z");
        json.WriteEndObject();
    }

    private static Instant OriginalStart(CalendarItem item, LocalDate slot) =>
        (item.Content.Start! with { Local = slot + item.Content.Start!.Local.TimeOfDay }).ToInstant();

    private string OccurrenceId(CalendarItem item, LocalDate slot) =>
        $"OID.{item.Id.ToString(shape.ImmutableIds)}.{slot.Year:D4}-{slot.Month:D2}-{slot.Day:D2}";

    private void Text(string name, string? value)
    {
        if (shape.Has(name))
            json.WriteString(name, value);
    }

    private void Text<T>(string name, T source, Func<T, string> value)
    {
        if (shape.Has(name))
            json.WriteString(name, value(source));
    }

    private void Flag(string name, bool value)
    {
        if (shape.Has(name))
            json.WriteBoolean(name, value);
    }

    private void Number(string name, int value)
    {
        if (shape.Has(name))
            json.WriteNumber(name, value);
    }
}
