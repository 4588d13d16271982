using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomOutlineTests
{
    private static readonly CalendarEvent s_first = new()
    {
        Id = "1", ETag = "W/\"a\"", LastModified = Instant.FromUtc(2027, 3, 1, 8, 0), Response = ResponseType.Accepted,
        Start = new EventTime(new LocalDateTime(2027, 3, 2, 9, 0), "UTC"), End = new EventTime(new LocalDateTime(2027, 3, 2, 10, 0), "UTC"),
    };

    private static readonly CalendarEvent s_second = s_first with { Id = "2" };

    private static readonly (string, SeriesJoin)[] s_answers = [("u", new SeriesJoin(SeriesJoinState.Pending))];

    private static readonly Instant s_today = Instant.FromUtc(2027, 3, 1, 0, 0);
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Order_and_fields_that_an_outline_does_not_carry_do_not_matter() =>
        Of([s_second with { Subject = "Budget", Body = new EventBody(true, "x") }, s_first], "b", s_answers).ShouldBe(Of([s_first, s_second], "b", s_answers));

    [Fact]
    public void Whatever_may_change_the_list_changes_the_outline()
    {
        CalendarEvent[][] others =
        [
            [s_first],
            [s_first, s_second, s_first with { Id = "3" }],
            [s_first, s_second with { ETag = "W/\"b\"" }],
            [s_first, s_second with { LastModified = Instant.FromUtc(2027, 3, 1, 8, 1) }],
            [s_first, s_second with { Start = s_first.End }],
            [s_first, s_second with { End = s_first.Start }],
            [s_first, s_second with { IsCancelled = true }],
            [s_first, s_second with { Response = ResponseType.Declined }],
        ];
        var target = new FoundTarget("1@a.example", JoinProtocol.SIP, MeetingPlatform.Webex, "r", FoundIn.JoinDetails);
        string[] outlines =
        [
            Of([s_first, s_second], "b", s_answers),
            Of([s_first, s_second], "c", s_answers),
            Of([s_first, s_second], "b", []),
            Of([s_first, s_second], "b", [("v", s_answers[0].Item2)]),
            Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready))]),
            Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready, target))]),
            Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready, target with { Address = "2@a.example" }))]),
            .. others.Select(events => Of(events, "b", s_answers)),
        ];
        outlines.ShouldBeUnique();
    }

    [Fact]
    public void A_change_is_dated_by_the_newest_event_and_a_deletion_by_when_it_was_found()
    {
        var before = RoomOutline.Of([s_first, s_second], s_today);
        var edited = s_second with { LastModified = Instant.FromUtc(2027, 3, 1, 8, 30) };

        before.ChangedSince(before, s_now).ShouldBeNull();
        before.ChangedSince(null, s_now).ShouldBeNull();
        RoomOutline.Of([s_first, edited], s_today).ChangedSince(before, s_now).ShouldBe(edited.LastModified.Value.ToDateTimeOffset());
        RoomOutline.Of([s_first], s_today).ChangedSince(before, s_now).ShouldBe(s_now);
        RoomOutline.Of([], s_today).ChangedSince(before, s_now).ShouldBe(s_now);
    }

    [Fact]
    public void What_leaves_a_window_that_moves_was_not_deleted()
    {
        var tomorrow = s_today + Duration.FromDays(1);
        RoomOutline.Of([s_first], tomorrow).ChangedSince(RoomOutline.Of([s_first, s_second], s_today), s_now).ShouldBeNull();
    }

    private static string Of(IReadOnlyCollection<CalendarEvent> events, string basis, IEnumerable<(string, SeriesJoin)> answers) =>
        RoomOutline.Of(RoomOutline.Of(events, s_today), basis, answers);
}
