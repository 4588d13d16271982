using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Writes the parts of an event that are objects of their own.</summary>
internal sealed class EventPartWriter(Utf8JsonWriter json)
{
    private static readonly string[] DayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public void WriteLocations(EventContent content)
    {
        json.WriteStartArray("locations");
        foreach (var location in content.Locations)
            WriteLocation(null, location);
        json.WriteEndArray();
    }

    public void WriteLocation(string? name, EventLocation location)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("displayName", location.DisplayName);
        json.WriteString("locationType", location.LocationType);
        if (location.Uri is not null)
            json.WriteString("locationUri", location.Uri);
        if (location.Email is not null)
            json.WriteString("locationEmailAddress", location.Email);
        if (!location.IsNone)
            json.WriteString("uniqueId", location.UniqueId ?? location.Email ?? location.DisplayName);
        json.WriteString("uniqueIdType", location.IsNone ? "unknown" : location.Email is null ? "private" : "directory");
        Raw("address", location.AddressJson);
        Raw("coordinates", location.CoordinatesJson);
        json.WriteEndObject();
    }

    public void WriteRecurrence(EventRecurrence? recurrence)
    {
        if (recurrence is null)
        {
            json.WriteNull("recurrence");
            return;
        }
        var (pattern, range) = recurrence;
        json.WriteStartObject("recurrence");
        json.WriteStartObject("pattern");
        json.WriteString("type", pattern.Type);
        json.WriteNumber("interval", pattern.Interval);
        json.WriteNumber("month", pattern.Month);
        json.WriteNumber("dayOfMonth", pattern.DayOfMonth);
        if (pattern.Days != Weekdays.None)
        {
            json.WriteStartArray("daysOfWeek");
            for (var day = 0; day < 7; day++)
            {
                if (pattern.Days.HasFlag((Weekdays)(1 << day)))
                    json.WriteStringValue(DayNames[day]);
            }
            json.WriteEndArray();
        }
        json.WriteString("firstDayOfWeek", DayNames[(int)pattern.FirstDayOfWeek % 7]);
        json.WriteString("index", pattern.Index);
        json.WriteEndObject();
        json.WriteStartObject("range");
        json.WriteString("type", range.Type);
        json.WriteString("startDate", GraphTime.Write(range.StartDate));
        json.WriteString("endDate", range.EndDate is { } end ? GraphTime.Write(end) : "0001-01-01");
        json.WriteString("recurrenceTimeZone", range.Zone);
        json.WriteNumber("numberOfOccurrences", range.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void WriteAttendees(EventView view, Action<string, ResponseStatus> writeStatus)
    {
        json.WriteStartArray("attendees");
        // Who must not see the others sees nobody but the organizer does.
        var hidden = view.Content.HideAttendees && !view.Item.IsOrganizer;
        foreach (var attendee in hidden ? [] : view.Content.Attendees)
        {
            json.WriteStartObject();
            json.WriteString("type", attendee.Type);
            writeStatus("status", view.Item.ResponseOf(attendee.Address, view.Slot));
            WritePerson(attendee.Name, attendee.Address);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void WriteOrganizer(Person organizer)
    {
        json.WriteStartObject("organizer");
        WritePerson(organizer.Name, organizer.Address);
        json.WriteEndObject();
    }

    public void WriteOnlineMeeting(OnlineMeeting? meeting)
    {
        if (meeting is null)
        {
            json.WriteNull("onlineMeeting");
            return;
        }
        json.WriteStartObject("onlineMeeting");
        json.WriteString("joinUrl", meeting.JoinUrl);
        json.WriteString("conferenceId", meeting.ConferenceId);
        json.WriteString("tollNumber", meeting.TollNumber);
        json.WriteEndObject();
    }

    private void WritePerson(string name, string address)
    {
        json.WriteStartObject("emailAddress");
        json.WriteString("name", name);
        json.WriteString("address", address);
        json.WriteEndObject();
    }

    private void Raw(string name, string? value)
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }
}
