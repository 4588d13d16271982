using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using NodaTime;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomWindowTests
{
    private const string Mail = "rila@contoso.example";
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocalDate s_first = new(2027, 2, 28);
    private static readonly RoomDays s_window = new(s_first, s_first.PlusDays(34));
    private readonly IOffice365Calendar _calendar = Substitute.For<IOffice365Calendar>();
    private readonly HashSet<LocalDate> _bad = [];
    private int _failed;

    public RoomWindowTests()
    {
        _calendar.GetPrimaryAddressAsync(Mail, Arg.Any<CancellationToken>()).Returns(Mail);
        _calendar.ListAsync(Mail, Arg.Any<Instant>(), Arg.Any<Instant>(), Arg.Any<CancellationToken>()).Returns(call => List(call.ArgAt<Instant>(1), call.ArgAt<Instant>(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0, 1, 2)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(4, 29)]
    public async Task Days_that_cannot_be_read_are_found_and_all_others_read(params int[] bad)
    {
        _bad.UnionWith(bad.Select(s_first.PlusDays));
        var window = Window(ImmutableDictionary<string, TroubledEvent>.Empty);

        var read = await window.ReadAsync(s_window, mayLeaveOut: true);

        var left = window.Unread.Keys.SelectMany(Days).ToHashSet();
        _bad.IsSubsetOf(left).ShouldBeTrue();
        read.Select(ev => ev.Start.Local.Date).Order().ShouldBe(Days(s_window).Except(left));
        left.Count.ShouldBeLessThanOrEqualTo(bad.Length == 1 ? 1 : 10, "what is left out more roughly than need be is found more exactly with its next try");
        _failed.ShouldBeLessThanOrEqualTo(13);
    }

    [Fact]
    public async Task What_fails_for_the_first_time_fails_all_when_it_is_not_to_be_left_out()
    {
        _bad.Add(s_first);
        await Should.ThrowAsync<GraphException>(() => Window(ImmutableDictionary<string, TroubledEvent>.Empty).ReadAsync(s_window, mayLeaveOut: false));
        _failed.ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_day_at_all_can_be_read_it_is_no_part_that_fails()
    {
        _bad.UnionWith(Days(s_window));
        await Should.ThrowAsync<GraphException>(() => Window(ImmutableDictionary<string, TroubledEvent>.Empty).ReadAsync(s_window, mayLeaveOut: true));
        _failed.ShouldBe(10);
    }

    [Fact]
    public async Task Where_Graph_is_away_no_day_is_blamed()
    {
        _bad.Add(s_first);
        _calendar.GetPrimaryAddressAsync(Mail, Arg.Any<CancellationToken>()).Returns(Task.FromException<string>(new GraphException(GraphError.Transient, "away")));
        (await Should.ThrowAsync<GraphException>(() => Window(ImmutableDictionary<string, TroubledEvent>.Empty).ReadAsync(s_window, mayLeaveOut: true))).Message.ShouldBe("away");
    }

    [Fact]
    public async Task What_is_known_to_fail_is_left_alone_until_it_is_due_and_found_more_exactly_then()
    {
        var known = new RoomDays(s_first.PlusDays(8), s_first.PlusDays(10));
        _bad.Add(s_first.PlusDays(9));
        var early = Window(Failing(known, s_now.AddMinutes(1)));
        (await early.ReadAsync(s_window, mayLeaveOut: false)).Count.ShouldBe(32);
        (early.Unread.Single().Key, early.Unread.Single().Value, _failed).ShouldBe((known, null, 0));

        var due = Window(Failing(known, s_now));
        (await due.ReadAsync(s_window, mayLeaveOut: false)).Count.ShouldBe(33);
        due.Unread.Single().Key.ShouldBe(new RoomDays(s_first.PlusDays(9), s_first.PlusDays(10)));

        _bad.Clear();
        var mended = Window(Failing(known, s_now));
        (await mended.ReadAsync(s_window, mayLeaveOut: false)).Count.ShouldBe(34);
        mended.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void Days_are_known_by_their_key_and_told()
    {
        var days = new RoomDays(new LocalDate(2027, 3, 30), new LocalDate(2027, 4, 2));
        RoomDays.Find(days.Key).ShouldBe(days);
        RoomDays.Find("days:2027-03-30").ShouldBeNull();
        RoomDays.Find("event:AAMkAGI2").ShouldBeNull();
        RoomDays.Judge(Failing(days, s_now)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            found => found.Code.ShouldBe(HealthCode.PartsFail), found => found.Text.ShouldContain("missing is 2027-03-30 to 2027-04-01."));
        RoomDays.Judge(ImmutableDictionary<string, TroubledEvent>.Empty).ShouldBeEmpty();
    }

    private RoomWindow Window(ImmutableDictionary<string, TroubledEvent> troubled) => new(_calendar, Mail, troubled, s_now);

    /// <summary>One meeting a day.</summary>
    private IReadOnlyList<CalendarEvent> List(Instant from, Instant to)
    {
        var days = Days(new RoomDays(from.InUtc().Date, to.InUtc().Date)).ToList();
        if (_bad.Overlaps(days))
        {
            _failed++;
            throw new GraphException(GraphError.Transient, "damaged");
        }
        return [.. days.Select(day => new CalendarEvent { Id = $"{day}", Start = new EventTime(day.At(new LocalTime(9, 0)), "UTC") })];
    }

    private static IEnumerable<LocalDate> Days(RoomDays days) => Enumerable.Range(0, Period.DaysBetween(days.First, days.End)).Select(days.First.PlusDays);

    private static ImmutableDictionary<string, TroubledEvent> Failing(RoomDays days, DateTimeOffset next) =>
        ImmutableDictionary<string, TroubledEvent>.Empty.Add(days.Key, new TroubledEvent(1, s_now, next, ""));
}
