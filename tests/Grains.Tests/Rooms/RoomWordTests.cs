using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomWordTests
{
    private const string Own = "anna@contoso.webex.com";
    private static readonly SeriesJoin s_own = Ready(Own, FoundIn.JoinDetails);
    private static readonly SeriesJoin s_link = Ready("video.1@partner.example", FoundIn.Body);

    [Theory]
    [InlineData("@webex", $"<p>Join by {Own}</p>", true)]
    [InlineData("@webex", "", true)]
    [InlineData("@webex", "<p>Elsewhere today</p>", false)]
    [InlineData("Rila", $"<p>Join by {Own}</p>", false)]
    [InlineData("", "", false)]
    public void Of_an_organizer_who_is_switched_off_join_details_count_while_the_rooms_copy_asks_for_them(string location, string html, bool counts)
    {
        var copy = Copy(location, html);
        RoomWord.Weigh(copy, s_own, MailboxWatch.Refused).ShouldBe(RoomWord.Weigh(copy, s_own, MailboxWatch.Off));
        RoomWord.Weigh(copy, s_own, MailboxWatch.Off).State.ShouldBe(counts ? SeriesJoinState.Ready : SeriesJoinState.Unknown);
        RoomWord.Weigh(copy, s_own, MailboxWatch.Watched).ShouldBe(s_own);
        RoomWord.Weigh(copy, s_own, MailboxWatch.Unread).ShouldBe(s_own);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("<p>Another place</p>", false)]
    public void Of_an_organizer_who_is_switched_off_his_own_link_counts_while_the_rooms_copy_has_no_text(string html, bool counts) =>
        RoomWord.Weigh(Copy("", html), s_link, MailboxWatch.Off).State.ShouldBe(counts ? SeriesJoinState.Ready : SeriesJoinState.Unknown);

    [Theory]
    [InlineData(FoundIn.Location)]
    [InlineData(FoundIn.OnlineMeeting)]
    public void What_no_mailbox_strips_counts_no_more_once_it_is_gone(FoundIn foundIn) =>
        RoomWord.Weigh(Copy("Rila", ""), Ready("video.1@partner.example", foundIn), MailboxWatch.Off).State.ShouldBe(SeriesJoinState.Unknown);

    [Theory]
    [InlineData(MailboxWatch.Watched, false)]
    [InlineData(MailboxWatch.Unread, false)]
    [InlineData(MailboxWatch.Refused, null)]
    [InlineData(MailboxWatch.Off, null)]
    public void A_text_that_is_missing_is_no_loss_where_the_organizers_mailbox_is_read(MailboxWatch watch, bool? hasText) =>
        RoomWord.Weigh(Copy("", ""), new SeriesJoin(SeriesJoinState.Unknown), watch).HasText.ShouldBe(hasText);

    [Theory]
    [InlineData(SeriesJoinState.Pending, SeriesJoinState.Pending)]
    [InlineData(SeriesJoinState.Failed, SeriesJoinState.Failed)]
    [InlineData(SeriesJoinState.BeyondHorizon, SeriesJoinState.Unknown)]
    [InlineData(SeriesJoinState.Nothing, SeriesJoinState.Unknown)]
    public void Of_an_organizer_who_is_switched_off_nothing_is_taken_up_any_more(SeriesJoinState state, SeriesJoinState counts) =>
        RoomWord.Weigh(Copy("@webex", ""), new SeriesJoin(state), MailboxWatch.Off).State.ShouldBe(counts);

    [Fact]
    public void An_occurrence_whose_own_word_counts_no_more_is_like_its_series()
    {
        var answers = new Dictionary<string, SeriesJoin> { ["occurrence"] = Ready("1@contoso.webex.com", FoundIn.JoinDetails), ["series"] = s_own };
        var copy = Copy("@webex", $"<p>Join by {Own}</p>");
        RoomWord.First(copy, ["occurrence", "series"], answers, MailboxWatch.Watched).UId.ShouldBe("occurrence");
        RoomWord.First(copy, ["occurrence", "series"], answers, MailboxWatch.Off).UId.ShouldBe("series");
    }

    [Theory]
    [InlineData(EventType.Occurrence)]
    [InlineData(EventType.Exception)]
    public void An_occurrence_may_have_a_word_of_its_own_also_where_its_change_has_not_reached_the_room(EventType type)
    {
        var masters = ImmutableDictionary<string, string>.Empty.Add("m1", "series");
        RoomWord.UIdsOf(Copy("", "") with { Type = type, SeriesMasterId = "m1", ICalUId = "occurrence" }, masters).ShouldBe(["occurrence", "series"]);
    }

    private static CalendarEvent Copy(string location, string html) => new() { Id = "e1", Location = location, Body = new EventBody(true, html) };

    private static SeriesJoin Ready(string address, FoundIn foundIn) =>
        new(SeriesJoinState.Ready, new FoundTarget(address, JoinProtocol.SIP, MeetingPlatform.Other, "rule", foundIn));
}
