using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Grains.Users;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Users;

public sealed class MeetingReaderTests
{
    private const string Zoom = "https://zoom.us/j/87654321098";
    private static readonly LocalDateTime s_monday = new(2027, 3, 1, 9, 0);
    private static readonly MeetingReading s_reading = new(JoinRuleSet.Default, [], [], Instant.FromUtc(2027, 3, 10, 0, 0));

    private static readonly CalendarEvent s_series = new()
    {
        Id = "master",
        ICalUId = "uid",
        Type = EventType.SeriesMaster,
        Location = "@webex; Rila",
        Organizer = new Person("Anna", "anna@contoso.example"),
        Attendees = [Room("rila@contoso.example")],
        Start = new EventTime(s_monday, "UTC"),
        End = new EventTime(s_monday.PlusHours(1), "UTC"),
        Recurrence = new RecurrenceRule(
            new RecurrencePattern { Type = RecurrencePatternType.Weekly, DaysOfWeek = [IsoDayOfWeek.Monday] },
            new RecurrenceRange { Type = RecurrenceRangeType.Numbered, StartDate = s_monday.Date, NumberOfOccurrences = 4 }),
    };

    [Theory]
    [InlineData("@meet", "", true)]
    [InlineData("@webex:onetime", "", true)]
    [InlineData("@webex", "", false)]
    [InlineData("@webex in another place", Zoom, false)]
    [InlineData("Another place", "", false)]
    [InlineData("Another place", Zoom, true)]
    [InlineData(Zoom, "", true)]
    public void An_occurrence_is_read_like_a_meeting_and_where_it_says_nothing_new_the_series_stands(string location, string body, bool isOwn)
    {
        var read = MeetingReader.Read(With(Exception(1) with { Location = location, Body = new EventBody(false, body) }), s_reading);
        read.Meeting.Exceptions.ShouldHaveSingleItem().IsOwn.ShouldBe(isOwn);
        var occurrence = read.Occurrences.ShouldHaveSingleItem();
        (occurrence.Keyword is not null || occurrence.Found is not null, occurrence.IsOfSeries).ShouldBe((isOwn, !isOwn));
        (occurrence.ICalUId, occurrence.IsRecurring, occurrence.Organizer).ShouldBe(("uid-1", false, "anna@contoso.example"));
    }

    [Fact]
    public void A_link_that_the_whole_series_has_is_no_occurrences_own()
    {
        var series = s_series with { Location = "", Body = new EventBody(false, Zoom), ExceptionOccurrences = [Exception(1) with { Location = "", Body = new EventBody(false, $"Today: {Zoom}") }] };
        MeetingReader.Read(series, s_reading).Meeting.Exceptions.ShouldHaveSingleItem().IsOwn.ShouldBeFalse();
    }

    [Fact]
    public void What_Webex_repeats_does_not_begin_with_an_occurrence_that_was_moved()
    {
        var moved = Exception(0) with { Start = new EventTime(s_monday.PlusHours(5), "UTC"), End = new EventTime(s_monday.PlusHours(6), "UTC") };
        var read = MeetingReader.Read(With(moved), s_reading).Meeting;
        read.Start.ShouldBe(s_monday.InUtc().ToDateTimeOffset());
        read.NextStart.ShouldBe(s_monday.PlusDays(14).InUtc().ToDateTimeOffset());
        read.Recurrence.ShouldNotBeNull().ShouldEndWith("UNTIL=20270322T090000Z");
    }

    [Fact]
    public void Rooms_of_single_occurrences_hear_of_the_series_unless_these_have_something_of_their_own()
    {
        var shared = Exception(1) with { Attendees = [Room("pirin@contoso.example")] };
        var own = Exception(2) with { Location = "@meet", Attendees = [Room("vitosha@contoso.example")] };
        var read = MeetingReader.Read(With(shared, own), s_reading);
        read.Meeting.Rooms.ShouldBe(["pirin@contoso.example", "rila@contoso.example"]);
        read.Occurrences.Single(one => one.Keyword == Keyword.Meet).Rooms.ShouldBe(["vitosha@contoso.example"]);
    }

    [Fact]
    public void What_TMS_is_told_of_single_occurrences_is_read()
    {
        var declined = new Attendee("", "vitosha@contoso.example", AttendeeType.Resource, ResponseType.Declined);
        var changed = Exception(1) with { Subject = "Review", Sensitivity = Sensitivity.Confidential, Attendees = [Room("pirin@contoso.example"), declined] };
        var read = MeetingReader.Read(With(changed) with { Sensitivity = Sensitivity.Private }, s_reading).Meeting;
        (read.IsPrivate, read.OrganizerName).ShouldBe((true, "Anna"));
        read.OccurrenceRooms.ShouldBe(["pirin@contoso.example", "vitosha@contoso.example"]);
        var occurrence = read.Exceptions.ShouldHaveSingleItem();
        (occurrence.Subject, occurrence.IsPrivate).ShouldBe(("Review", true));
        occurrence.Rooms.ShouldBe(["pirin@contoso.example"]);
    }

    [Fact]
    public void A_block_in_an_occurrence_is_no_link_of_its_own()
    {
        var block = JoinBlock.Apply(EventBody.Empty, new JoinDetails { Platform = MeetingPlatform.Webex, JoinLink = "https://contoso.webex.com/meet/anna" }, JoinBlockTexts.Choose("en"));
        var read = MeetingReader.Read(With(Exception(1) with { Location = Zoom, Body = block }), s_reading);
        read.Occurrences.ShouldHaveSingleItem().HasJoinBlock.ShouldBeTrue();
        read.Occurrences[0].Found!.Address.ShouldContain("zoom");
        read.Meeting.Exceptions[0].Fingerprint.ShouldBe(JoinBlock.Fingerprint(block));
    }

    [Fact]
    public void A_room_among_the_people_is_a_room_when_it_is_a_workspaces()
    {
        Attendee[] invited = [Person("Pirin@Contoso.example", ResponseType.Declined), Person("boris@contoso.example", ResponseType.Declined)];
        var seen = With(Exception(1) with { Attendees = [Person("vitosha@contoso.example", ResponseType.None)] }) with { Attendees = [.. invited] };
        MeetingReader.InvitedPeople(seen).ShouldBe(["boris@contoso.example", "pirin@contoso.example", "vitosha@contoso.example"], ignoreOrder: true);

        var read = MeetingReader.Read(seen, s_reading with { Rooms = ["pirin@contoso.example", "vitosha@contoso.example"] }).Meeting;

        read.Rooms.ShouldBe(["pirin@contoso.example", "vitosha@contoso.example"]);
        read.Declined.ShouldBe(["pirin@contoso.example"]);
        read.Invitees.ShouldBe(["boris@contoso.example"]);
    }

    [Fact]
    public void Of_too_many_exceptions_those_to_come_and_nearby_are_kept()
    {
        var daily = s_series with
        {
            Recurrence = new RecurrenceRule(
                new RecurrencePattern { Type = RecurrencePatternType.Daily },
                new RecurrenceRange { Type = RecurrenceRangeType.NoEnd, StartDate = s_monday.Date }),
            ExceptionOccurrences = [.. Enumerable.Range(0, 300).Select(day => OnDay(day - 50))],
            CancelledOccurrences = [.. Enumerable.Range(300, 300).Select(day => $"OID.master.{s_monday.Date.PlusDays(day - 350):uuuu-MM-dd}")],
        };

        var read = MeetingReader.Read(daily, s_reading).Meeting;

        var today = s_reading.Now.ToDateTimeOffset();
        read.Exceptions.Length.ShouldBe(200);
        read.Exceptions.Count(exception => exception.End < today).ShouldBe(0);
        read.Exceptions.Min(exception => exception.Start).ShouldBe(s_monday.PlusDays(9).InUtc().ToDateTimeOffset());
        read.Cancelled.Length.ShouldBe(200);
        read.Cancelled.ShouldContain("2027-03-10");
        read.Cancelled.ShouldNotContain("2027-03-08");
    }

    private static CalendarEvent OnDay(int day) => Exception(0) with
    {
        Id = $"day-{day}",
        Start = new EventTime(s_monday.PlusDays(day), "UTC"),
        End = new EventTime(s_monday.PlusDays(day).PlusHours(1), "UTC"),
        OriginalStart = s_monday.PlusDays(day).InUtc().ToInstant(),
    };

    private static CalendarEvent With(params CalendarEvent[] exceptions) => s_series with { ExceptionOccurrences = exceptions };

    private static CalendarEvent Exception(int week) => new()
    {
        Id = $"occurrence-{week}",
        ICalUId = $"uid-{week}",
        Type = EventType.Exception,
        SeriesMasterId = "master",
        Location = "@webex; Rila",
        Attendees = [Room("rila@contoso.example")],
        Start = new EventTime(s_monday.PlusWeeks(week), "UTC"),
        End = new EventTime(s_monday.PlusWeeks(week).PlusHours(1), "UTC"),
        OriginalStart = s_monday.PlusWeeks(week).InUtc().ToInstant(),
    };

    private static Attendee Person(string address, ResponseType response) => new("", address, AttendeeType.Required, response);

    private static Attendee Room(string address) => new("", address, AttendeeType.Resource, ResponseType.Accepted);
}
