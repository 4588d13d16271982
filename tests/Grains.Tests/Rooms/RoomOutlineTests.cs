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

    [Fact]
    public void Order_and_fields_that_an_outline_does_not_carry_do_not_matter() =>
        RoomOutline.Of([s_second with { Subject = "Budget", Body = new EventBody(true, "x") }, s_first], "b", s_answers)
            .ShouldBe(RoomOutline.Of([s_first, s_second], "b", s_answers));

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
            RoomOutline.Of([s_first, s_second], "b", s_answers),
            RoomOutline.Of([s_first, s_second], "c", s_answers),
            RoomOutline.Of([s_first, s_second], "b", []),
            RoomOutline.Of([s_first, s_second], "b", [("v", s_answers[0].Item2)]),
            RoomOutline.Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready))]),
            RoomOutline.Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready, target))]),
            RoomOutline.Of([s_first, s_second], "b", [("u", new SeriesJoin(SeriesJoinState.Ready, target with { Address = "2@a.example" }))]),
            .. others.Select(events => RoomOutline.Of(events, "b", s_answers)),
        ];
        outlines.ShouldBeUnique();
    }
}
