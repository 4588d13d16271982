using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomAnswersTests
{
    private const string Key = "series:one";
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(7);
    private static readonly SeriesJoin s_ready = new(
        SeriesJoinState.Ready, new FoundTarget("1@acme.example", JoinProtocol.SIP, MeetingPlatform.Webex, "rule", FoundIn.Body));

    private readonly RoomAnswers _answers = new(s_life);

    [Fact]
    public void An_answer_counts_for_all_reads_that_come_across_the_same_meeting()
    {
        Read(() => Keep());
        Read(() => Find().ShouldBe(s_ready));
        Read(() => Find().ShouldBe(s_ready));
    }

    [Fact]
    public void Without_a_read_nothing_is_kept()
    {
        Keep();
        Read(() => Find().ShouldBeNull());
    }

    [Fact]
    public void A_meeting_that_looks_different_is_asked_about()
    {
        Read(() => Keep());
        Read(() => Find("2").ShouldBeNull());
        Read(() => Find().ShouldBeNull());
    }

    [Fact]
    public void Half_a_period_later_an_answer_counts_no_more_however_often_it_was_used()
    {
        Read(() => Keep());
        Read(() => Find(at: s_now + s_life - TimeSpan.FromSeconds(1)).ShouldBe(s_ready));
        Read(() => Find(at: s_now + s_life).ShouldBeNull());
    }

    [Fact]
    public void What_a_read_does_not_come_across_is_forgotten()
    {
        Read(() => Keep());
        Read(() => { });
        Read(() => Find().ShouldBeNull());
    }

    [Fact]
    public void A_series_that_has_told_something_is_asked()
    {
        Read(() => Keep());
        _answers.Forget("series:other");
        Read(() => Find().ShouldBe(s_ready));
        _answers.Forget(Key);
        Read(() => Find().ShouldBeNull());
    }

    [Fact]
    public void What_was_asked_before_the_series_told_something_is_not_kept()
    {
        Read(() =>
        {
            _answers.Forget(Key);
            Keep();
        });
        Read(() =>
        {
            Find().ShouldBeNull();
            Keep();
            _answers.Forget(Key);
        });
        Read(() =>
        {
            Find().ShouldBeNull();
            Keep();
        });
        Read(() => Find().ShouldBe(s_ready));
    }

    [Fact]
    public void Whoever_wants_all_to_be_asked_means_the_read_that_is_under_way_too()
    {
        Read(() => Keep());
        Read(() =>
        {
            _answers.Forget();
            Find().ShouldBeNull();
            Keep();
        });
        Read(() => Find().ShouldBeNull());
    }

    [Fact]
    public void By_other_settings_all_are_asked()
    {
        Read(() => Keep());
        Read(() => Find().ShouldBeNull(), basis: "2");
    }

    [Theory]
    [InlineData(SeriesJoinState.Ready, false, true)]
    [InlineData(SeriesJoinState.Nothing, false, true)]
    [InlineData(SeriesJoinState.Failed, false, true)]
    [InlineData(SeriesJoinState.BeyondHorizon, false, true)]
    [InlineData(SeriesJoinState.Unknown, false, false)]
    [InlineData(SeriesJoinState.Pending, false, false)]
    [InlineData(SeriesJoinState.Nothing, true, false)]
    public void Only_what_rooms_are_told_the_end_of_is_kept(SeriesJoinState state, bool isLeftToRooms, bool isKept)
    {
        Read(() => Keep(new SeriesJoin(state, IsLeftToRooms: isLeftToRooms)));
        Read(() => (Find() is not null).ShouldBe(isKept));
    }

    private void Read(Action read, string basis = "1")
    {
        _answers.Begin(basis);
        read();
    }

    private void Keep(SeriesJoin? join = null) => _answers.Keep(Key, "1", join ?? s_ready, s_now);

    private SeriesJoin? Find(string version = "1", DateTimeOffset? at = null) => _answers.Find(Key, version, at ?? s_now);
}
