using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Conferences;

public sealed class ConferenceWishTests
{
    private const string Rila = "rila@contoso.example";
    private const string Vitosha = "vitosha@contoso.example";
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Sunday in UTC, and Monday, 0:30, in Sofia: slots are dates of the zone.</summary>
    private static readonly DateTimeOffset s_start = new(2027, 1, 10, 22, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_slot = s_start.AddDays(7);
    private static readonly LocalDate s_day = new(2027, 1, 18);
    private static readonly Dictionary<string, long> s_systems = new() { [Rila] = 66, [Vitosha] = 67 };

    [Theory]
    [InlineData(TitleMasking.Private, true, "Anna Ivanova")]
    [InlineData(TitleMasking.Private, false, "Salaries")]
    [InlineData(TitleMasking.None, true, "Salaries")]
    [InlineData(TitleMasking.All, false, "Anna Ivanova")]
    public void A_title_that_devices_do_not_show_is_not_told_to_TMS(TitleMasking masking, bool isPrivate, string title)
    {
        var wish = Wish(Meeting() with { IsPrivate = isPrivate }, masking);
        (wish.Title, wish.IsPrivate).ShouldBe((title, isPrivate));
    }

    [Fact]
    public void A_private_meeting_of_an_organizer_without_a_name_has_the_address_for_a_title() =>
        Wish(Meeting() with { IsPrivate = true, OrganizerName = "" }).Title.ShouldBe("anna@contoso.example");

    [Fact]
    public void The_owner_has_the_name_and_the_zone_of_the_mailbox() =>
        Wish(Meeting()).Owner.ShouldBe(new ConferenceOwner("anna@contoso.example", "Anna Ivanova", "FLE Standard Time"));

    [Fact]
    public void The_owner_has_the_zone_of_the_meeting_while_the_mailbox_tells_none() =>
        Wish(Meeting() with { MailboxZone = "" }).Owner!.Zone.ShouldBe("Europe/Sofia");

    [Fact]
    public void An_occurrence_that_was_renamed_has_a_title_of_its_own()
    {
        var exception = Wish(Series(Occurrence() with { Subject = "Review" })).Exceptions.ShouldHaveSingleItem();
        (exception.Slot, exception.Title, exception.Rooms).ShouldBe((s_day, "Review", null));
        Wish(Series(Occurrence() with { Subject = "Salaries" })).Exceptions.ShouldHaveSingleItem().Title.ShouldBeNull();
        Wish(Series(Occurrence() with { Subject = "Review", IsPrivate = true })).Exceptions.ShouldHaveSingleItem().Title.ShouldBe("Anna Ivanova");
    }

    [Fact]
    public void A_room_that_is_added_to_one_occurrence_is_booked_for_that_one()
    {
        var added = Series(Occurrence() with { Rooms = [Rila, Vitosha] }) with { Rooms = [Rila, Vitosha], OccurrenceRooms = [Vitosha] };
        var wish = Wish(added);
        wish.Rooms.ShouldBe([66]);
        wish.Exceptions.ShouldHaveSingleItem().Rooms.ShouldBe([66, 67]);
    }

    [Fact]
    public void A_room_that_is_taken_out_of_one_occurrence_or_declines_it_stays_booked_for_the_others()
    {
        var wish = Wish(Series(Occurrence() with { Rooms = [], Without = [Rila] }));
        wish.Rooms.ShouldBe([66]);
        wish.Exceptions.ShouldHaveSingleItem().Rooms.ShouldBe([]);
    }

    [Fact]
    public void What_was_stored_before_rooms_of_occurrences_were_noted_keeps_its_systems()
    {
        var before = Series(Occurrence() with { Rooms = default, Subject = null! }) with { Rooms = [Rila, Vitosha], OccurrenceRooms = default };
        Wish(before).Exceptions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Rooms.ShouldBeNull(), one => one.Title.ShouldBeNull());
        var declined = before with { Exceptions = [before.Exceptions[0] with { Declined = [Vitosha] }] };
        Wish(declined).Exceptions.ShouldHaveSingleItem().Rooms.ShouldBe([66]);
    }

    [Fact]
    public void An_occurrence_that_has_the_rooms_of_its_series_again_is_told_so()
    {
        var without = OccurrenceSystems.Put(new SeriesState(), Series(Occurrence() with { Rooms = [], Without = [Rila] }), s_systems);
        var again = Series(Occurrence());
        var state = OccurrenceSystems.Put(without, again, s_systems);
        state.TmsOccurrences.ShouldHaveSingleItem().Systems.ShouldBe([66]);
        OccurrenceSystems.Put(state, again, s_systems).ShouldBeSameAs(state);
    }

    [Fact]
    public void An_occurrence_with_a_keyword_of_its_own_is_left_to_its_own_conference()
    {
        var wish = Wish(Series(Occurrence() with { IsOwn = true }));
        wish.Exceptions.ShouldBeEmpty();
        wish.Cancellations.ShouldBe([s_day]);
    }

    private static ConferenceRequest Wish(MeetingSighting seen, TitleMasking masking = TitleMasking.Private)
    {
        var state = new SeriesState { Sighting = seen, Masking = masking, Progress = SeriesProgress.None with { Action = KeywordAction.Tms } };
        return ConferenceWish.Of(OccurrenceSystems.Put(state, seen, s_systems), s_now).Request!;
    }

    private static OccurrenceSighting Occurrence() =>
        new("changed", s_slot, s_slot, s_slot.AddHours(1), IsOwn: false, HasJoinBlock: false, Fingerprint: null) { Subject = "Salaries", Rooms = [Rila] };

    private static MeetingSighting Series(OccurrenceSighting occurrence) => Meeting() with
    {
        IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=SU;UNTIL=20270301T235900Z", LastEnd = s_start.AddDays(50), Exceptions = [occurrence],
    };

    private static MeetingSighting Meeting() => new()
    {
        ICalUId = "uid", Organizer = "anna@contoso.example", OrganizerName = "Anna Ivanova", MailboxZone = "FLE Standard Time", EventId = "event", Subject = "Salaries",
        Start = s_start, End = s_start.AddHours(1), LastEnd = s_start.AddHours(1), TimeZone = "Europe/Sofia", Keyword = Keyword.Meet, Rooms = [Rila],
    };
}
