using HybridCalendar.Clients;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class UnwatchedSeriesTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly LocalDateTime s_first = new(2027, 3, 2, 9, 0);

    /// <summary>Every Tuesday, without end.</summary>
    private static readonly CalendarEvent s_endless = Weekly(until: null);

    private static readonly SeriesState s_ready = Ready();

    [Theory]
    [InlineData("Lab @webex:onetime", false)]
    [InlineData("@WEBEX:OneTime", false)]
    [InlineData("@webex", true)]
    [InlineData("@meet:onetime", true)]
    [InlineData("Rila", true)]
    public void What_asks_no_more_for_the_same_is_given_up(string location, bool isGivenUp)
    {
        var state = UnwatchedSeries.Found(s_ready, s_endless with { Location = location }, s_now);

        state.Progress.IsRemoved.ShouldBe(isGivenUp);
        state.Progress.Steps.Contains(SeriesStep.ReleaseMeeting).ShouldBe(isGivenUp);
        state.Released?.MeetingId.ShouldBe("meeting-1");
        if (isGivenUp)
            state.Timeline.Entries[^1].Text.ShouldContain("took the keyword out");
        else
            state.ShouldBeSameAs(s_ready);
    }

    [Fact]
    public void What_is_gone_cancelled_or_like_its_series_again_is_given_up()
    {
        CalendarEvent?[] gone = [null, s_endless with { IsCancelled = true }, s_endless with { Type = EventType.Occurrence, Recurrence = null }];
        foreach (var own in gone)
            UnwatchedSeries.Found(s_ready, own, s_now).Progress.IsRemoved.ShouldBeTrue();
    }

    [Fact]
    public void A_series_that_was_cut_is_given_up_some_days_after_its_end()
    {
        var cut = UnwatchedSeries.Found(s_ready, Weekly(until: new LocalDate(2027, 3, 16)), s_now);
        var end = new DateTimeOffset(2027, 3, 16, 10, 0, 0, TimeSpan.Zero);
        (cut.Progress.IsRemoved, cut.Sighting!.LastEnd, SeriesAnswers.Row(cut, s_now).Ends).ShouldBe((false, end, end.ToUnixTimeMilliseconds()));
        SeriesAnswers.Join(cut).State.ShouldBe(SeriesJoinState.Ready);
        SeriesLife.IsSpent(cut, end.AddDays(2)).ShouldBeFalse();
        SeriesLife.IsSpent(cut, end.AddDays(4)).ShouldBeTrue();
        SeriesChange.Ended(cut, end.AddDays(4)).Progress.Steps.ShouldContain(SeriesStep.ReleaseMeeting);

        UnwatchedSeries.Found(cut, s_endless, s_now).Sighting!.LastEnd.ShouldBeNull("it goes on after all");
    }

    [Fact]
    public void Without_a_mailbox_it_is_kept_for_a_month_and_told()
    {
        var gone = UnwatchedSeries.NoMailbox(s_ready, s_now);
        UnwatchedSeries.NoMailbox(gone, s_now.AddDays(29)).ShouldBeSameAs(gone);
        SeriesAnswers.Details(gone, s_now)!.Problem!.ShouldContain("There is no mailbox behind the organizer's address");
        UnwatchedSeries.Found(gone, s_endless, s_now.AddDays(29)).MailboxGoneSince.ShouldBeNull("it is back");
        UnwatchedSeries.MailboxBack(gone).MailboxGoneSince.ShouldBeNull();

        var released = UnwatchedSeries.NoMailbox(gone, s_now.AddDays(30));

        (released.Progress.IsRemoved, released.Released?.MeetingId).ShouldBe((true, "meeting-1"));
        released.Timeline.Entries[^1].Text.ShouldContain("for 30 days");
    }

    [Fact]
    public void A_mailbox_that_we_may_not_look_into_is_told_until_we_may_and_nothing_is_given_up()
    {
        var closed = UnwatchedSeries.Closed(s_ready, s_now);
        UnwatchedSeries.Closed(closed, s_now.AddDays(400)).ShouldBeSameAs(closed);
        (closed.Progress.IsRemoved, closed.MailboxClosedSince).ShouldBe((false, s_now));
        closed.Timeline.Entries[^1].Text.ShouldContain("does not let us look");
        SeriesAnswers.Details(closed, s_now)!.Problem!.ShouldContain("does not let us look");
        UnwatchedSeries.Found(closed, s_endless, s_now).MailboxClosedSince.ShouldBeNull("we may again");
        SeriesChange.Saw(closed, closed.Sighting!, new OrganizationSettings(), s_now.AddDays(1)).MailboxClosedSince.ShouldBeNull();
        UnwatchedSeries.NoMailbox(closed, s_now).MailboxClosedSince.ShouldBeNull();
        UnwatchedSeries.Closed(UnwatchedSeries.NoMailbox(s_ready, s_now), s_now).MailboxGoneSince.ShouldBeNull();
    }

    [Fact]
    public void A_mailbox_that_was_switched_on_again_counts_anew()
    {
        var gone = UnwatchedSeries.NoMailbox(s_ready, s_now);
        SeriesChange.Saw(gone, gone.Sighting!, new OrganizationSettings(), s_now.AddDays(1)).MailboxGoneSince.ShouldBeNull();
    }

    [Fact]
    public void Rooms_that_TMS_holds_without_a_keyword_are_kept_with_any_location()
    {
        var state = s_ready with { Sighting = s_ready.Sighting! with { Keyword = null, Modifier = KeywordModifier.None } };
        UnwatchedSeries.Found(state, s_endless with { Location = "Rila" }, s_now).ShouldBeSameAs(state);
    }

    private static SeriesState Ready()
    {
        var start = new DateTimeOffset(2027, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var sighting = new MeetingSighting
        {
            ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Keyword = Keyword.Webex, Modifier = KeywordModifier.OneTime,
            Start = start, End = start.AddHours(1), IsRecurring = true, Recurrence = RRule.Write(s_endless), HasJoinBlock = true, Fingerprint = "ours",
        };
        var asked = SeriesChange.Saw(new SeriesState(), sighting, new OrganizationSettings(), s_now);
        var progress = SeriesPlan.Done(asked.Progress, SeriesStep.GetDetails) with { Steps = [], HasWritten = true };
        return asked with
        {
            Progress = progress,
            Details = new MeetingJoinDetails { MeetingId = "meeting-1", JoinLink = "https://acme.webex.com/m/1", SipAddress = "1@acme.webex.com" },
            Made = MadeMeeting.Of(sighting),
            Written = new WrittenBlock("ours", null, null),
            Asked = null,
        };
    }

    private static CalendarEvent Weekly(LocalDate? until) => new()
    {
        Id = "event", ICalUId = "uid", Type = EventType.SeriesMaster, Location = "@webex:onetime",
        Start = new EventTime(s_first, "UTC"), End = new EventTime(s_first.PlusHours(1), "UTC"),
        Recurrence = RRule.Read(until is null ? "FREQ=WEEKLY;BYDAY=TU" : "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270316T090000Z", s_first.Date, "UTC"),
    };
}
