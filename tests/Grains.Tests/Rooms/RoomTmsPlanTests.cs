using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomTmsPlanTests
{
    private const string Room = "vitosha@contoso.example";
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 9, 10, 0, TimeSpan.Zero);
    private static readonly string s_uid = MeetingUId.OfRoom("one", Room);

    [Theory]
    [InlineData(null, null, false, true)]
    [InlineData(MailboxWatch.Off, null, false, true)]
    [InlineData(MailboxWatch.Off, "one", false, true)]
    [InlineData(MailboxWatch.Refused, null, false, true)]
    [InlineData(MailboxWatch.Refused, "one", false, false)]
    [InlineData(MailboxWatch.Unread, null, false, true)]
    [InlineData(MailboxWatch.Unread, "one", false, false)]
    [InlineData(MailboxWatch.Unread, "one", true, true)]
    [InlineData(MailboxWatch.Watched, null, false, false)]
    [InlineData(MailboxWatch.Watched, "one", false, false)]
    public void The_room_has_TMS_book_what_no_mailbox_that_can_be_read_shows(MailboxWatch? watch, string? series, bool isLeft, bool isBooked) =>
        Plan(watch, Coming(series, isLeft), new RoomState()).Wanted.ContainsKey(s_uid).ShouldBe(isBooked);

    [Theory]
    [InlineData(MailboxWatch.Unread, null, false, true)]
    [InlineData(MailboxWatch.Unread, "one", true, true)]
    [InlineData(MailboxWatch.Unread, "one", false, false)]
    [InlineData(MailboxWatch.Watched, null, false, true)]
    [InlineData(MailboxWatch.Watched, "one", true, true)]
    [InlineData(MailboxWatch.Watched, "one", false, false)]
    public void What_the_room_has_booked_it_gives_up_only_for_a_series_that_books_it(MailboxWatch watch, string? series, bool isLeft, bool isKept)
    {
        var plan = Plan(watch, Coming(series, isLeft), Held(s_now.AddHours(3)));
        plan.Wanted.ContainsKey(s_uid).ShouldBe(isKept);
        plan.AsBefore.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_watched_mailbox_does_not_show_is_booked_after_an_hour()
    {
        var first = Plan(MailboxWatch.Watched, Coming(), new RoomState());
        var awaited = new RoomState { AwaitedInTms = first.AwaitedAfter(ImmutableDictionary<string, DateTimeOffset>.Empty) };
        awaited.AwaitedInTms[s_uid].ShouldBe(s_now);
        Plan(MailboxWatch.Watched, Coming(), awaited, s_now.AddMinutes(59)).Wanted.ShouldBeEmpty();
        Plan(MailboxWatch.Watched, Coming(), awaited, s_now.AddHours(1)).Wanted.Keys.ShouldBe([s_uid]);
        Plan(MailboxWatch.Watched, Coming("one"), awaited, s_now.AddHours(1)).AwaitedAfter(awaited.AwaitedInTms).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MailboxWatch.Off)]
    [InlineData(MailboxWatch.Watched)]
    public void What_runs_stays_with_the_organizers_series(MailboxWatch watch)
    {
        var plan = Plan(watch, Running("one"), new RoomState());
        plan.Wanted.ShouldBeEmpty();
        plan.Noted(ImmutableDictionary<string, RoomConference>.Empty).ShouldBeEmpty();
    }

    [Fact]
    public void What_runs_stays_with_the_room()
    {
        var held = Held(s_now.AddMinutes(50));
        var plan = Plan(MailboxWatch.Watched, Running("one"), held);
        (plan.Wanted.Count, plan.AsBefore.Single()).ShouldBe((0, s_uid));
        plan.Marked([Booking], plan.Noted(held.InTms)).Single().TmsUid.ShouldBe(s_uid);
        Plan(MailboxWatch.Off, Running("one"), held).Wanted.Keys.ShouldBe([s_uid], "its edits are followed");
    }

    [Fact]
    public void What_begins_as_it_is_made_is_booked_when_nobody_else_knows_it() =>
        Plan(watch: null, Running(series: null), new RoomState()).Wanted.Keys.ShouldBe([s_uid]);

    [Fact]
    public void What_is_over_is_left_out()
    {
        var plan = Plan(watch: null, Coming(), Held(s_now.AddHours(2)), s_now.AddHours(2));
        (plan.Wanted.Count, plan.AsBefore.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void One_that_cannot_be_read_stays_as_it_is_and_holds_up_no_other()
    {
        var broken = Coming() with { UId = "broken", BookingId = "broken" };
        broken = broken with { Event = broken.Event with { Attendees = [new Attendee("", null!, AttendeeType.Required, ResponseType.None)] } };
        var plan = RoomTmsPlan.Make([broken, Coming()], Room, _ => null, new RoomState(), JoinRuleSet.Default, s_now, []);
        plan.Wanted.Keys.ShouldBe([s_uid]);
        plan.AsBefore.ShouldBe([MeetingUId.OfRoom("broken", Room)]);
        plan.Failures.ShouldHaveSingleItem().Key.ShouldBe(RoomTmsPlan.KeyOf(MeetingUId.OfRoom("broken", Room)));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(-10, false)]
    public void When_the_room_has_no_system_any_more_only_what_runs_stays(int minutesSinceStart, bool stays)
    {
        var held = Held(s_now.AddHours(1)) with { Bookings = [Booking with { TmsUid = s_uid, Start = s_now.AddMinutes(-minutesSinceStart) }] };
        var plan = RoomTmsPlan.GiveUp(held, s_now);
        plan.AsBefore.Contains(s_uid).ShouldBe(stays);
        // The next read knows it still.
        plan.Marked([Booking], held.InTms).Single().TmsUid.ShouldBe(stays ? s_uid : null);
    }

    [Theory]
    [InlineData(true, true, "vitosha@contoso.example")]
    [InlineData(true, false, "vitosha@contoso.example")]
    [InlineData(false, true, "a-room@contoso.example")]
    [InlineData(false, false, null)]
    public void Of_two_addresses_with_a_system_the_workspaces_own_counts_whatever_their_order(bool hasOwn, bool hasPrimary, string? counts)
    {
        const string primary = "a-room@contoso.example";
        var systems = new Dictionary<string, long>();
        if (hasPrimary)
            systems[primary] = 70;
        if (hasOwn)
            systems[Room] = 66;
        RoomTmsPlan.SystemOf(systems, Room, primary)?.Room.ShouldBe(counts);
        (RoomTmsPlan.SystemOf(systems, Room, primary) is null).ShouldBe(counts is null);
    }

    [Fact]
    public void What_stands_in_days_that_cannot_be_read_stays_as_it_is()
    {
        var held = Held(s_now.AddHours(30)) with { Bookings = [Booking with { Start = s_now.AddHours(29), End = s_now.AddHours(30), TmsUid = s_uid }] };
        var plan = RoomTmsPlan.Make([], Room, _ => null, held, JoinRuleSet.Default, s_now, [new RoomDays(new LocalDate(2027, 1, 5), new LocalDate(2027, 1, 6))]);
        plan.AsBefore.ShouldBe([s_uid]);
        plan.Marked(held.Bookings, plan.Noted(held.InTms)).ShouldBe(held.Bookings);
        RoomTmsPlan.Make([], Room, _ => null, held, JoinRuleSet.Default, s_now, [new RoomDays(new LocalDate(2027, 1, 6), new LocalDate(2027, 1, 7))]).AsBefore.ShouldBeEmpty();
    }

    private static RoomBooking Booking => new("booking", "one", s_now, s_now.AddHours(1), null, null, null);

    private static RoomTmsPlan Plan(MailboxWatch? watch, ShownMeeting shown, RoomState before, DateTimeOffset? now = null) =>
        RoomTmsPlan.Make([shown], Room, _ => watch, before, JoinRuleSet.Default, now ?? s_now, []);

    private static RoomState Held(DateTimeOffset end) => new() { InTms = ImmutableDictionary<string, RoomConference>.Empty.Add(s_uid, new RoomConference(end, "told")) };

    /// <summary>From 11 to ten past.</summary>
    private static ShownMeeting Coming(string? series = null, bool isLeft = false) => Meeting(new LocalDateTime(2027, 1, 4, 11, 0), 10, series, isLeft);

    /// <summary>From 9 to 10.</summary>
    private static ShownMeeting Running(string? series) => Meeting(new LocalDateTime(2027, 1, 4, 9, 0), 60, series, isLeft: false);

    private static ShownMeeting Meeting(LocalDateTime start, int minutes, string? series, bool isLeft) => new(
        "booking",
        new CalendarEvent
        {
            Id = "id", ICalUId = "one", Subject = "Plan", Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(minutes), "UTC"),
        },
        "one", Target: null, series, IsFailing: false)
    {
        IsLeftToRooms = isLeft,
    };
}
