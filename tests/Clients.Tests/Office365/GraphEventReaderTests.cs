using System.Text;
using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class GraphEventReaderTests
{
    private const string Full =
        """
        {
          "@odata.etag": "W/\"abc==\"", "id": "AAMk=", "iCalUId": "0400", "type": "seriesMaster", "seriesMasterId": null, "subject": "Weekly",
          "body": {"contentType": "html", "content": "<p>Hi</p>"}, "location": {"displayName": "Rila; @webex"},
          "locations": [{"displayName": "Rila"}, {"displayName": "@webex"}],
          "start": {"dateTime": "2026-11-23T09:00:00.0000000", "timeZone": "UTC"}, "end": {"dateTime": "2026-11-23T10:00:00.0000000", "timeZone": "UTC"},
          "originalStartTimeZone": "FLE Standard Time", "isAllDay": false, "isCancelled": false, "isOrganizer": true, "sensitivity": "private",
          "responseStatus": {"response": "organizer", "time": "0001-01-01T00:00:00Z"}, "organizer": {"emailAddress": {"name": "Anna", "address": "anna@contoso.example"}},
          "attendees": [{"type": "resource", "status": {"response": "accepted"}, "emailAddress": {"name": "Rila", "address": "rila@contoso.example"}}],
          "isOnlineMeeting": true, "onlineMeetingProvider": "teamsForBusiness", "onlineMeeting": {"joinUrl": "https://teams.microsoft.com/l/meetup-join/x"},
          "recurrence": {"pattern": {"type": "weekly", "interval": 2, "month": 0, "dayOfMonth": 0, "daysOfWeek": ["monday", "friday"], "firstDayOfWeek": "monday", "index": "first"},
                         "range": {"type": "noEnd", "startDate": "2026-11-23", "endDate": "0001-01-01", "recurrenceTimeZone": "FLE Standard Time", "numberOfOccurrences": 0}},
          "exceptionOccurrences": [{"id": "ex", "type": "exception", "seriesMasterId": "AAMk=", "originalStart": "2026-11-27T09:00:00Z",
                                    "start": {"dateTime": "2026-11-27T11:00:00.0000000", "timeZone": "UTC"}}],
          "cancelledOccurrences": ["OID.AAMk=.2026-12-07"],
          "singleValueExtendedProperties": [{"id": "String {7B0F5A1E-6D3C-4D0B-9C55-2F7A5E1B8C64} Name HybridCalendar", "value": "v1"}]
        }
        """;

    [Fact]
    public void A_whole_event_is_read_without_a_warning()
    {
        var (calendarEvent, warnings) = Read(Full);

        warnings.ShouldBeEmpty();
        calendarEvent.ETag.ShouldBe("W/\"abc==\"");
        calendarEvent.Type.ShouldBe(EventType.SeriesMaster);
        calendarEvent.Location.ShouldBe("Rila; @webex");
        calendarEvent.Start.ShouldBe(new EventTime(new LocalDateTime(2026, 11, 23, 9, 0), "UTC"));
        calendarEvent.Sensitivity.ShouldBe(Sensitivity.Private);
        calendarEvent.Response.ShouldBe(ResponseType.Organizer);
        calendarEvent.Attendees.ShouldBe([new Attendee("Rila", "rila@contoso.example", AttendeeType.Resource, ResponseType.Accepted)]);
        calendarEvent.OnlineMeeting.ShouldBe(new OnlineMeeting("https://teams.microsoft.com/l/meetup-join/x", null, "teamsForBusiness"));
        calendarEvent.Marker.ShouldBe("v1");
        calendarEvent.CancelledOccurrences.ShouldBe(["OID.AAMk=.2026-12-07"]);
        var exception = calendarEvent.ExceptionOccurrences.ShouldHaveSingleItem();
        exception.OriginalStart.ShouldBe(Instant.FromUtc(2026, 11, 27, 9, 0));
        var recurrence = calendarEvent.Recurrence.ShouldNotBeNull();
        recurrence.Pattern.Interval.ShouldBe(2);
        recurrence.Pattern.DaysOfWeek.ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Friday]);
        recurrence.Pattern.FirstDayOfWeek.ShouldBe(IsoDayOfWeek.Monday);
        recurrence.Range.ShouldBe(new RecurrenceRange { Type = RecurrenceRangeType.NoEnd, StartDate = new LocalDate(2026, 11, 23), RecurrenceTimeZone = "FLE Standard Time" });
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05", "Eastern Standard Time", "2026-01-02T03:04:05", "Eastern Standard Time")]
    [InlineData("2026-01-02T03:04", "UTC", "2026-01-02T03:04:00", "UTC")]
    [InlineData("2026-01-02", "Europe/Sofia", "2026-01-02T00:00:00", "Europe/Sofia")]
    [InlineData("2026-01-02T03:04:05.1", "UTC", "2026-01-02T03:04:05.1", "UTC")]
    [InlineData("2026-01-02T03:04:05.123456789123", "UTC", "2026-01-02T03:04:05.123456789", "UTC")]
    [InlineData("2026-01-02T03:04:05.0000000Z", "Eastern Standard Time", "2026-01-02T03:04:05", "UTC")]
    [InlineData("2026-01-02T03:04:05+02:00", "FLE Standard Time", "2026-01-02T01:04:05", "UTC")]
    [InlineData("2026-01-02T03:04:05-0530", null, "2026-01-02T08:34:05", "UTC")]
    [InlineData(" 2026-01-02 03:04:05 ", "UTC", "2026-01-02T03:04:05", "UTC")]
    public void Times_come_in_many_forms(string text, string? zone, string local, string expectedZone)
    {
        var (calendarEvent, _) = Read(JsonSerializer.Serialize(new { id = "1", start = new { dateTime = text, timeZone = zone } }));

        calendarEvent.Start.Zone.ShouldBe(expectedZone);
        NodaTime.Text.LocalDateTimePattern.ExtendedIso.Format(calendarEvent.Start.Local).ShouldBe(local);
    }

    [Theory]
    [InlineData("2026-02-30T00:00:00")]
    [InlineData("2026-13-01T00:00:00")]
    [InlineData("2026-01-02T24:00:00")]
    [InlineData("0000-01-01T00:00:00")]
    [InlineData("2026-01-02T03:04:05+25:00")]
    [InlineData("tomorrow")]
    [InlineData("٢٠٢٦-01-02")]
    public void A_time_that_is_none_is_missing_and_warned_about(string text)
    {
        var (calendarEvent, warnings) = Read(JsonSerializer.Serialize(new { id = "1", start = new { dateTime = text, timeZone = "UTC" } }));

        calendarEvent.Start.ShouldBe(EventTime.Missing);
        warnings.ShouldBe(["start.dateTime: is not a date and time"]);
    }

    [Theory]
    [InlineData("{\"start\":5}", "start: expected an object, found a number")]
    [InlineData("{\"subject\":{}}", "subject: expected a string, found an object")]
    [InlineData("{\"attendees\":\"all\"}", "attendees: expected an array, found another string")]
    [InlineData("{\"attendees\":[5]}", "attendees[0]: expected an object, found a number")]
    [InlineData("{\"type\":\"party\"}", "type: unknown value 'party'")]
    [InlineData("{\"type\":\"7\"}", "type: unknown value '7'")]
    [InlineData("{\"isAllDay\":\"perhaps\"}", "isAllDay: expected true or false, found another string")]
    [InlineData("{\"start\":{\"dateTime\":\"2026-01-02T03:04:05\"}}", "start.timeZone: is missing, UTC is assumed")]
    [InlineData("{\"recurrence\":{\"pattern\":{\"type\":\"hourly\"},\"range\":{\"type\":\"noEnd\",\"startDate\":\"2026-01-01\"}}}", "recurrence.pattern.type: unknown value 'hourly'")]
    [InlineData("[]", "event: expected an object, found an array")]
    [InlineData("{\"body\":{\"contentType\":\"html\",\"content\":\"a\\ud83db\"}}", "body.content: contains half a surrogate pair")]
    public void An_odd_field_is_warned_about_with_its_path(string json, string warning) => Read(json).Warnings.ShouldContain(warning);

    [Fact]
    public void A_preview_that_was_cut_loses_its_last_word_and_is_warned_about()
    {
        const string Link = "https://teams.microsoft.com/l/meetup-join/";
        var preview = $"Join: {Link}{new string('a', 255)}"[..255];
        var (calendarEvent, warnings) = Read($$"""{"bodyPreview": "{{preview}}"}""");
        calendarEvent.Body.ShouldBe(new EventBody(false, "Join: "));
        warnings.ShouldHaveSingleItem().ShouldStartWith("bodyPreview: ");
        var (whole, none) = Read($$"""{"bodyPreview": "{{preview[..254]}}"}""");
        whole.Body.Content.ShouldEndWith("aaa");
        none.ShouldBeEmpty();
        Read($$"""{"bodyPreview": "{{preview}}", "body": {"content": "Hi"} }""").Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Half_an_emoji_does_not_cost_the_body()
    {
        var (calendarEvent, _) = Read("""{"body":{"contentType":"text","content":"\ud83d https://x.webex.com/meet/a \ud83d\ude00 \\ud83d \udc00"}}""");

        calendarEvent.Body.Content.ShouldBe("\ufffd https://x.webex.com/meet/a \U0001F600 \\ud83d \ufffd");
    }

    [Fact]
    public void A_long_iCalUId_is_shortened_for_a_series_and_its_exceptions()
    {
        var uid = new string('x', 5_000);
        var (calendarEvent, _) = Read($$"""{"iCalUId": "{{uid}}", "type": "seriesMaster", "exceptionOccurrences": [{"iCalUId": "{{uid}}"}]}""");

        calendarEvent.ICalUId.ShouldBe(MeetingUId.Shorten(uid));
        calendarEvent.ICalUId!.Length.ShouldBeLessThan(100);
        calendarEvent.ExceptionOccurrences.ShouldHaveSingleItem().ICalUId.ShouldBe(calendarEvent.ICalUId);
    }

    [Fact]
    public void Warnings_never_quote_a_persons_text()
    {
        const string secret = "Merger with Fabrikam";
        var json = $$"""
            {"subject":["{{secret}}"],"location":"{{secret}}","body":"{{secret}}","organizer":{"emailAddress":"{{secret}}"},"attendees":[{"emailAddress":["{{secret}}"]}]}
            """;

        var (_, warnings) = Read(json);

        warnings.Count.ShouldBeGreaterThan(3);
        warnings.ShouldAllBe(warning => !warning.Contains("Fabrikam"));
    }

    [Theory]
    [InlineData("{\"location\":{\"displayName\":\"\"},\"locations\":[{\"displayName\":\"Rila\"},{\"displayName\":\"@meet\"}]}", "Rila; @meet")]
    [InlineData("{\"location\":null,\"locations\":null}", "")]
    [InlineData("{\"location\":{\"displayName\":\"Pirin\"},\"locations\":[]}", "Pirin")]
    [InlineData("{\"location\":{\"locationUri\":\"https://x.zoom.us/j/1\"}}", "https://x.zoom.us/j/1")]
    public void Location_is_taken_from_where_it_is(string json, string location) => Read(json).Event.Location.ShouldBe(location);

    [Fact]
    public void A_sparse_recurrence_is_completed()
    {
        var (calendarEvent, warnings) = Read(
            """
            {"start":{"dateTime":"2026-03-02T08:00:00","timeZone":"Europe/Sofia"},
             "recurrence":{"pattern":{"type":"daily"},"range":{"numberOfOccurrences":3}}}
            """);

        calendarEvent.Type.ShouldBe(EventType.SeriesMaster);
        calendarEvent.Recurrence!.Pattern.Interval.ShouldBe(1);
        calendarEvent.Recurrence.Range.ShouldBe(new RecurrenceRange { Type = RecurrenceRangeType.Numbered, StartDate = new LocalDate(2026, 3, 2), NumberOfOccurrences = 3 });
        warnings.ShouldBe(["recurrence.range.startDate: is missing, the event's start is taken"]);
    }

    [Fact]
    public void A_mangled_event_never_throws()
    {
        var random = new Random(20261121);
        var original = Encoding.UTF8.GetBytes(Full);
        string[] values = ["null", "true", "-1", "1e400", "\"\"", "\"\\ud800\"", "[]", "{}", "[[null]]", "{\"a\":1}", "99999999999999999999"];
        var read = 0;
        for (var i = 0; i < 3000; i++)
        {
            var json = Mangle(Encoding.UTF8.GetString(original), random, values);
            try
            {
                using var document = JsonDocument.Parse(json);
                GraphEventReader.Read(document.RootElement).ShouldNotBeNull();
                read++;
            }
            catch (JsonException)
            {
                // Not JSON any more: not the reader's matter.
            }
        }
        read.ShouldBeGreaterThan(1000);
    }

    private static string Mangle(string json, Random random, string[] values)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var colon = json.IndexOf(": ", random.Next(json.Length - 2), StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var end = json.IndexOfAny([',', '}', ']'], colon);
            json = string.Concat(json.AsSpan(0, colon + 2), values[random.Next(values.Length)], json.AsSpan(end));
        }
        return json;
    }

    private static (CalendarEvent Event, List<string> Warnings) Read(string json)
    {
        var warnings = new List<string>();
        using var document = JsonDocument.Parse(json);
        return (GraphEventReader.Read(document.RootElement, warnings), warnings);
    }
}
