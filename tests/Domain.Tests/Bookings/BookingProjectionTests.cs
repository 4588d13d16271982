using System.Text.Json;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Bookings;

/// <summary>The present is 1 June 2026, 08:00 UTC; every meeting is in UTC.</summary>
public class BookingProjectionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 8, 0);
    private static readonly JoinTarget Sip = new("123456789@example.webex.com", JoinProtocol.SIP, MeetingPlatform.Webex, "webex", FoundIn.Location);

    [Fact]
    public void The_json_is_that_of_Bookings_Put()
    {
        var teams = new JoinTarget("https://teams.microsoft.com/l/meetup-join/x?a=1&b=2", JoinProtocol.WebRTC, MeetingPlatform.MicrosoftTeams, "teams", FoundIn.Body);
        var list = Project(new BookingSettings(), new(Meeting("a", 9), Sip), new(Meeting("b", 10) with { Subject = "Среща" }, teams), new(Meeting("c", 11), null));
        using var json = JsonDocument.Parse(list.ToJson());
        var rows = json.RootElement.GetProperty("Bookings");
        rows.GetArrayLength().ShouldBe(3);
        var expected = JsonDocument.Parse($$"""
            {
              "Id": "{{list.Bookings[0].Id}}", "MeetingId": "uid-a", "Title": "Meeting a", "Privacy": "Public",
              "Organizer": { "Name": "Ann Example", "Email": "ann@example.com" },
              "Time": { "StartTime": "2026-06-01T09:00:00Z", "Duration": 30, "StartTimeBuffer": 300, "EndTimeBuffer": 0 },
              "Number": "123456789@example.webex.com", "Protocol": "SIP", "MeetingPlatform": "Webex"
            }
            """).RootElement;
        JsonElement.DeepEquals(rows[0], expected).ShouldBeTrue(rows[0].ToString());
        rows[1].GetProperty("Number").GetString().ShouldBe(teams.Address);
        list.ToJson().ShouldContain("Среща");
        rows[2].GetProperty("Number").GetString().ShouldBe("");
        rows[2].GetProperty("Protocol").GetString().ShouldBe("None");
        rows[2].GetProperty("MeetingPlatform").GetString().ShouldBe("None");
        list.Bookings[2].NoButton.ShouldBe(NoButtonReason.NothingToJoin);
    }

    [Fact]
    public void An_empty_list_clears_the_device() => Project(new()).ToJson().ShouldBe("""{"Bookings":[]}""");

    [Theory]
    [InlineData(ResponseType.Accepted, null)]
    [InlineData(ResponseType.Organizer, null)]
    [InlineData(ResponseType.TentativelyAccepted, NoButtonReason.Tentative)]
    [InlineData(ResponseType.Declined, NoButtonReason.Declined)]
    [InlineData(ResponseType.NotResponded, NoButtonReason.NotAnswered)]
    [InlineData(ResponseType.None, NoButtonReason.NotAnswered)]
    public void The_rooms_answer_decides(ResponseType response, NoButtonReason? reason)
    {
        var list = Project(new() { ShowTentative = false }, new RoomEvent(Meeting("a", 9) with { Response = response }, Sip));
        list.Bookings.Count.ShouldBe(reason is null ? 1 : 0);
        list.LeftOut.SingleOrDefault()?.Reason.ShouldBe(reason!.Value);
        Project(new() { ShowTentative = true }, new RoomEvent(Meeting("a", 9) with { Response = response }, Sip)).Bookings.Count
            .ShouldBe(reason is null or NoButtonReason.Tentative ? 1 : 0);
    }

    [Fact]
    public void A_cancelled_meeting_is_left_out_even_if_the_room_had_accepted() =>
        Project(new(), new RoomEvent(Meeting("a", 9) with { IsCancelled = true }, Sip)).LeftOut.Single().Reason.ShouldBe(NoButtonReason.Cancelled);

    [Fact]
    public void The_window_takes_meetings_that_reach_into_it()
    {
        var yesterday = Meeting("a", 9) with { Start = At(5, 31, 7, 30), End = At(5, 31, 8, 30) };
        var tooOld = Meeting("b", 9) with { Start = At(5, 31, 7, 0), End = At(5, 31, 8, 0) };
        var last = Meeting("c", 9) with { Start = At(7, 2, 7, 59), End = At(7, 2, 9, 0) };
        var tooFar = Meeting("d", 9) with { Start = At(7, 2, 8, 0), End = At(7, 2, 9, 0) };
        Project(new(), new(tooFar, Sip), new(last, Sip), new(tooOld, Sip), new(yesterday, Sip)).Bookings.Select(booking => booking.ICalUId)
            .ShouldBe(["uid-a", "uid-c"]);
    }

    [Theory]
    [InlineData(TitleMasking.None, Sensitivity.Private, "Meeting a", true)]
    [InlineData(TitleMasking.Private, Sensitivity.Private, "Ann Example", true)]
    [InlineData(TitleMasking.Private, Sensitivity.Confidential, "Ann Example", true)]
    [InlineData(TitleMasking.Private, Sensitivity.Personal, "Meeting a", false)]
    [InlineData(TitleMasking.All, Sensitivity.Normal, "Ann Example", false)]
    public void Privacy(TitleMasking masking, Sensitivity sensitivity, string title, bool isPrivate)
    {
        var list = Project(new() { Masking = masking }, new RoomEvent(Meeting("a", 9) with { Sensitivity = sensitivity }, Sip));
        list.Bookings.Single().Title.ShouldBe(title);
        list.Bookings.Single().IsPrivate.ShouldBe(isPrivate);
        if (title != "Meeting a") list.ToJson().ShouldNotContain("Meeting a");
    }

    [Theory]
    [InlineData("", "Ann Example", "ann@example.com", "Ann Example")]
    [InlineData(" \t\r\n", "", "ann@example.com", "ann@example.com")]
    [InlineData("", "", "", "—")]
    public void A_row_is_never_without_title_and_organizer(string subject, string name, string address, string expected)
    {
        var booking = Project(new(), new RoomEvent(Meeting("a", 9) with { Subject = subject, Organizer = new(name, address) }, Sip)).Bookings.Single();
        booking.Title.ShouldBe(expected);
        booking.OrganizerName.ShouldBe(expected);
    }

    [Fact]
    public void A_series_is_expanded_with_stable_ids_and_its_exceptions_own_targets()
    {
        var exception = Meeting("x", 14) with
        {
            Type = EventType.Exception, Start = At(6, 2, 14, 0), End = At(6, 2, 15, 0), Subject = "Moved", OriginalStart = Instant.FromUtc(2026, 6, 2, 9, 0),
        };
        var series = Series("a", 9);
        var plain = Project(new(), new RoomEvent(series, Sip)).Bookings;
        var edited = Project(new(), new RoomEvent(series with { ExceptionOccurrences = [exception] }, Sip)
        {
            ExceptionTargets = new Dictionary<string, JoinTarget?> { ["x"] = null },
        }).Bookings;
        plain.Count.ShouldBe(3);
        plain.Select(booking => booking.Id).Distinct().Count().ShouldBe(3);
        edited.Select(booking => booking.Id).ShouldBe(plain.Select(booking => booking.Id));
        edited[1].Title.ShouldBe("Moved");
        edited[1].JoinTarget.ShouldBeNull();
        edited[2].JoinTarget.ShouldBe(Sip);
    }

    [Fact]
    public void One_declined_occurrence_leaves_the_rest_of_the_series()
    {
        var declined = Meeting("x", 9) with
        {
            Type = EventType.Exception, Start = At(6, 2, 9, 0), End = At(6, 2, 9, 30), Response = ResponseType.Declined, OriginalStart = Instant.FromUtc(2026, 6, 2, 9, 0),
        };
        var list = Project(new(), new RoomEvent(Series("a", 9) with { ExceptionOccurrences = [declined] }, Sip));
        list.Bookings.Count.ShouldBe(2);
        list.LeftOut.Single().EventId.ShouldBe("x");
    }

    [Fact]
    public void An_exception_without_answer_and_organizer_has_the_series()
    {
        var exception = new CalendarEvent
        {
            Id = "x", Type = EventType.Exception, Start = At(6, 2, 14, 0), End = At(6, 2, 15, 0), Subject = "Moved", OriginalStart = Instant.FromUtc(2026, 6, 2, 9, 0),
        };
        var booking = Project(new(), new RoomEvent(Series("a", 9) with { ExceptionOccurrences = [exception] }, Sip)).Bookings[1];
        (booking.Title, booking.OrganizerName, booking.JoinTarget).ShouldBe(("Moved", "Ann Example", Sip));
    }

    [Fact]
    public void Copies_of_one_meeting_at_one_time_are_one_row_and_the_one_with_a_button_stays()
    {
        var list = Project(new(), new RoomEvent(Meeting("a", 9) with { Id = "1" }, null), new(Meeting("a", 9) with { Id = "2" }, Sip));
        list.Bookings.Single().EventId.ShouldBe("2");
    }

    [Fact]
    public void Occurrences_that_share_an_identity_get_ids_of_their_own()
    {
        var first = Meeting("a", 9) with { Type = EventType.Occurrence, OriginalStart = Instant.FromUtc(2026, 6, 1, 9, 0) };
        var second = Meeting("a", 10) with { Type = EventType.Occurrence };
        var third = Meeting("a", 11) with { Type = EventType.Occurrence };
        Project(new(), new(first, Sip), new(second, Sip), new(third, Sip)).Bookings.Select(booking => booking.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void The_id_survives_a_move_and_a_rename_and_fits_the_device()
    {
        var meeting = Meeting(new string('f', 300), 9);
        var before = Project(new(), new RoomEvent(meeting, Sip)).Bookings.Single();
        var after = Project(new(), new RoomEvent(meeting with { Subject = "New", Start = At(6, 3, 9, 0), End = At(6, 3, 10, 0) }, Sip)).Bookings.Single();
        after.Id.ShouldBe(before.Id);
        after.MeetingId.Length.ShouldBeLessThanOrEqualTo(128);
    }

    [Fact]
    public void Length_is_whole_minutes_and_at_least_one()
    {
        var instant = Meeting("a", 9) with { End = At(6, 1, 9, 0) };
        var seconds = Meeting("b", 10) with { End = new(At(6, 1, 10, 30).Local.PlusSeconds(1), "UTC") };
        Project(new(), new(instant, Sip), new(seconds, Sip)).Bookings.Select(booking => booking.DurationMinutes).ShouldBe([1, 31]);
    }

    [Fact]
    public void What_a_device_cannot_join_is_shown_without_a_button()
    {
        var zoomLink = new JoinTarget("https://zoom.us/j/1", JoinProtocol.WebRTC, MeetingPlatform.Zoom, "zoom", FoundIn.Body);
        var longLink = new JoinTarget("https://teams.microsoft.com/" + new string('x', 2000), JoinProtocol.WebRTC, MeetingPlatform.MicrosoftTeams, "teams", FoundIn.Body);
        var longSip = Sip with { Address = new string('x', 250) + "@example.com" };
        var list = Project(new(), new(Meeting("a", 9), zoomLink), new(Meeting("b", 10), longLink), new(Meeting("c", 11), longSip));
        list.Bookings.Select(booking => booking.NoButton)
            .ShouldBe([NoButtonReason.LinkNotJoinable, NoButtonReason.AddressTooLong, NoButtonReason.AddressTooLong]);
        list.ToJson().ShouldNotContain("zoom.us");
    }

    [Fact]
    public void The_hash_changes_with_what_the_device_shows_and_with_nothing_else()
    {
        var one = Project(new(), new(Meeting("a", 9), Sip), new(Meeting("b", 10), Sip));
        var reordered = Project(new(), new(Meeting("b", 10), Sip), new(Meeting("a", 9) with { ETag = "new", Body = new(false, "new") }, Sip));
        var renamed = Project(new(), new(Meeting("a", 9) with { Subject = "New" }, Sip), new(Meeting("b", 10), Sip));
        reordered.Hash.ShouldBe(one.Hash);
        renamed.Hash.ShouldNotBe(one.Hash);
    }

    [Fact]
    public void An_endless_daily_series_is_bounded_by_the_setting() =>
        Project(new() { Ahead = Duration.FromDays(365), MaxBookings = 20 }, new RoomEvent(Series("a", 9, RecurrenceRangeType.NoEnd), Sip)).Bookings.Count.ShouldBe(20);

    private static BookingList Project(BookingSettings settings, params RoomEvent[] events) => BookingProjection.Project(events, settings, Now);

    private static CalendarEvent Meeting(string id, int hour) => new()
    {
        Id = id, ICalUId = "uid-" + id, Subject = "Meeting " + id, Start = At(6, 1, hour, 0), End = At(6, 1, hour, 30),
        Organizer = new("Ann Example", "ann@example.com"), Response = ResponseType.Accepted,
    };

    private static CalendarEvent Series(string id, int hour, RecurrenceRangeType type = RecurrenceRangeType.Numbered) => Meeting(id, hour) with
    {
        Type = EventType.SeriesMaster,
        Recurrence = new(
            new() { Type = RecurrencePatternType.Daily },
            new() { Type = type, StartDate = new(2026, 6, 1), NumberOfOccurrences = 3, RecurrenceTimeZone = "UTC" }),
    };

    private static EventTime At(int month, int day, int hour, int minute) => new(new(2026, month, day, hour, minute), "UTC");
}
