using HybridCalendar.Clients;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class SeriesReleasesTests
{
    private static readonly DateTimeOffset s_start = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly OrganizationSettings s_organization = new();

    private static readonly MeetingSighting s_onetime = new()
    {
        ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Keyword = Keyword.Webex, Modifier = KeywordModifier.OneTime,
        Start = s_start.AddHours(1), End = s_start.AddHours(2), LastEnd = s_start.AddHours(2), HasJoinBlock = true, Fingerprint = "ours",
    };

    private readonly IWebexMeetings _webex = Substitute.For<IWebexMeetings>();
    private readonly TimeProvider _time = Substitute.For<TimeProvider>();
    private DateTimeOffset _now = s_start;

    public SeriesReleasesTests()
    {
        _time.GetUtcNow().Returns(_ => _now);
        _webex.DeleteMeetingAsync("", "").ReturnsForAnyArgs(Task.CompletedTask);
    }

    [Fact]
    public async Task A_removed_meeting_is_remembered_until_Webex_has_deleted_what_was_made_for_it()
    {
        RefuseDeletions();
        var refused = await WorkAsync(SeriesChange.Removed(Ready(), _now));
        _now = s_start.AddHours(25);
        SeriesLife.IsSpent(refused, _now).ShouldBeFalse();
        SeriesReleases.Again(refused, s_start.AddHours(23), SeriesReleases.Pause).ShouldBeSameAs(refused);
        refused = await WorkAsync(SeriesReleases.Again(refused, _now, SeriesReleases.Pause));
        SeriesLife.IsSpent(refused, _now).ShouldBeFalse("it was refused again");

        _webex.DeleteMeetingAsync("", "").ReturnsForAnyArgs(Task.CompletedTask);
        _now = s_start.AddHours(50);
        var done = await WorkAsync(SeriesReleases.Again(refused, _now, SeriesReleases.Pause));

        await _webex.Received(3).DeleteMeetingAsync("meeting-1", "anna@contoso.example", Arg.Any<CancellationToken>());
        done.ToRelease.ShouldBeEmpty();
        SeriesLife.IsSpent(done, _now).ShouldBeTrue();
    }

    [Fact]
    public async Task After_a_month_a_deletion_is_given_up()
    {
        RefuseDeletions();
        var state = await WorkAsync(SeriesChange.Removed(Ready(), _now));
        for (; !SeriesLife.IsSpent(state, _now); _now += SeriesReleases.Pause)
            state = await WorkAsync(SeriesReleases.Again(state, _now, SeriesReleases.Pause));
        (_now - s_start).TotalDays.ShouldBeInRange(30, 33);
        state.Timeline.Entries[^1].Text.ShouldContain("given up");
    }

    [Fact]
    public async Task A_keyword_that_was_taken_out_tells_of_the_meeting_that_Webex_keeps_and_tries_again_the_next_day()
    {
        RefuseDeletions();
        var plain = s_onetime with { Keyword = null, Modifier = default, HasJoinBlock = false, Fingerprint = null };
        var refused = await WorkAsync(SeriesChange.Saw(Ready(), plain, s_organization, _now), without: [SeriesStep.TellRooms, SeriesStep.EraseBlock]);
        SeriesAnswers.Details(refused, _now)!.Problem!.ShouldContain("could not be deleted");
        SeriesChange.Saw(refused, plain, s_organization, _now.AddHours(2)).ShouldBeSameAs(refused);

        SeriesChange.Saw(refused, plain, s_organization, _now.AddHours(24)).Released!.MeetingId.ShouldBe("meeting-1");
        SeriesChange.Again(refused, _now.AddMinutes(1)).Released!.MeetingId.ShouldBe("meeting-1");
        var ended = SeriesChange.Ended(refused, _now.AddDays(3));
        (ended.Released!.MeetingId, ended.IsOver, SeriesLife.IsFinished(ended)).ShouldBe(("meeting-1", true, false));
        ended = await WorkAsync(ended);
        SeriesLife.IsFinished(ended).ShouldBeFalse("Webex refused again");
    }

    [Fact]
    public async Task A_meeting_that_Webex_kept_and_gave_for_a_new_wish_is_not_deleted()
    {
        RefuseDeletions();
        var plain = s_onetime with { Keyword = null, Modifier = default, HasJoinBlock = false, Fingerprint = null };
        var kept = await WorkAsync(SeriesChange.Saw(Ready(), plain, s_organization, _now), without: [SeriesStep.TellRooms, SeriesStep.EraseBlock]);
        _webex.CreateMeetingAsync(null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-1" });
        _webex.UpdateMeetingAsync("", null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-1" });

        var again = await WorkAsync(SeriesChange.Saw(kept, s_onetime, s_organization, _now), without: [SeriesStep.TellRooms, SeriesStep.WriteBlock]);

        await _webex.ReceivedWithAnyArgs(1).UpdateMeetingAsync("", null!, TestContext.Current.CancellationToken);
        SeriesAnswers.Details(again, _now)!.Problem.ShouldBeNull();
        SeriesReleases.Again(again, _now.AddDays(9), SeriesReleases.Pause).ShouldBeSameAs(again);
        SeriesChange.Removed(again, _now).Released!.MeetingId.ShouldBe("meeting-1");
    }

    [Fact]
    public async Task A_change_that_Webex_refuses_because_its_meeting_is_over_makes_another()
    {
        var state = SeriesChange.Saw(Ready(), At(s_onetime, s_start.AddDays(1)), s_organization, _now);
        _webex.UpdateMeetingAsync("", null!).ThrowsAsyncForAnyArgs(Refusal());
        _webex.CreateMeetingAsync(null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-2" });
        _now = s_start.AddHours(2);

        state = await WorkAsync(state, without: [SeriesStep.TellRooms, SeriesStep.WriteBlock]);

        Received.InOrder(() =>
        {
            _ = _webex.UpdateMeetingAsync("meeting-1", Arg.Any<OneTimeMeetingRequest>(), Arg.Any<CancellationToken>());
            _ = _webex.DeleteMeetingAsync("meeting-1", Arg.Any<string>(), Arg.Any<CancellationToken>());
            _ = _webex.CreateMeetingAsync(Arg.Any<OneTimeMeetingRequest>(), Arg.Any<CancellationToken>());
        });
        state.Details!.MeetingId.ShouldBe("meeting-2");
        state.Progress.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_Webex_refuses_otherwise_leaves_the_meeting_that_it_has()
    {
        var state = SeriesChange.Saw(Ready(), At(s_onetime, s_start.AddDays(1)), s_organization, _now);
        _webex.UpdateMeetingAsync("", null!).ThrowsAsyncForAnyArgs(Refusal());

        state = await WorkAsync(state, without: [SeriesStep.TellRooms, SeriesStep.WriteBlock]);

        await _webex.DidNotReceiveWithAnyArgs().DeleteMeetingAsync("", "", TestContext.Current.CancellationToken);
        state.Details!.MeetingId.ShouldBe("meeting-1");
        state.Progress.Refusal.ShouldNotBeNull();
        _now = s_start.AddDays(1).AddMinutes(-1);
        SeriesChange.Again(state, _now).Progress.Steps.ShouldContain(SeriesStep.UpdateMeeting);
    }

    [Fact]
    public async Task A_meeting_that_runs_over_and_is_made_longer_is_not_taken_from_those_who_are_in_it()
    {
        _now = s_start.AddHours(2).AddMinutes(5);
        var longer = s_onetime with { End = s_start.AddHours(3), LastEnd = s_start.AddHours(3) };
        var state = await WorkAsync(SeriesChange.Saw(Ready(), longer, s_organization, _now));
        _webex.ReceivedCalls().ShouldBeEmpty();
        (state.Details!.MeetingId, state.Progress.Refusal).ShouldBe(("meeting-1", null));
    }

    [Fact]
    public async Task A_series_that_becomes_a_single_meeting_while_it_runs_goes_when_that_is_over()
    {
        var weekly = s_onetime with { IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO", LastEnd = null };
        _now = s_start.AddMinutes(90);
        _webex.UpdateMeetingAsync("", null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-1" });

        var state = await WorkAsync(SeriesChange.Saw(Ready(weekly), s_onetime, s_organization, _now));
        await _webex.DidNotReceiveWithAnyArgs().DeleteMeetingAsync("", "", TestContext.Current.CancellationToken);
        state.Details!.MeetingId.ShouldBe("meeting-1");

        _now = s_start.AddDays(3);
        await WorkAsync(SeriesChange.Ended(state, _now));
        await _webex.Received(1).DeleteMeetingAsync("meeting-1", "anna@contoso.example", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task What_is_over_is_left_as_it_is_in_Webex_and_no_problem()
    {
        var state = SeriesChange.Saw(Ready(), s_onetime with { Subject = "Other" }, s_organization, _now = s_start.AddHours(3));
        state.Progress.Steps.ShouldBe([SeriesStep.UpdateMeeting]);
        state = await WorkAsync(state);
        state.Progress.Refusal.ShouldBeNull();
        state.Details!.MeetingId.ShouldBe("meeting-1");
        _webex.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_occurrence_that_is_moved_beyond_the_end_of_its_series_has_a_meeting_that_is_not_over()
    {
        _webex.UpdateMeetingAsync("", null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-1", SipAddress = "1@contoso.webex.com" });
        _webex.CreateMeetingAsync(null!).ReturnsForAnyArgs(new MeetingJoinDetails { MeetingId = "meeting-2", SipAddress = "2@contoso.webex.com" });
        var last = s_onetime.Start.AddDays(7);
        var series = s_onetime with
        {
            IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO;UNTIL=20270308T090000Z", LastEnd = last.AddHours(1),
        };
        var ready = await WorkAsync(Ready(series));
        var moved = Moved(series, last, days: 3);

        // In time: Webex is told to go on until then.
        var told = await WorkAsync(SeriesChange.Saw(ready, moved, s_organization, _now), SeriesStep.WriteBlock);
        await _webex.Received(1).UpdateMeetingAsync(
            "meeting-1", Arg.Is<OneTimeMeetingRequest>(request => request.LastEnd!.Value.ToDateTimeOffset() == last.AddDays(3).AddHours(1)), Arg.Any<CancellationToken>());
        told.Made!.LastEnd.ShouldBe(last.AddDays(3).AddHours(1));
        // After its time: then nothing can prolong what Webex has.
        _now = last.AddHours(3);
        var late = await WorkAsync(SeriesChange.Saw(ready, moved, s_organization, _now), SeriesStep.WriteBlock);
        await _webex.Received(1).CreateMeetingAsync(
            Arg.Is<OneTimeMeetingRequest>(request => request.Recurrence == null && request.Start.ToDateTimeOffset() == last.AddDays(3)), Arg.Any<CancellationToken>());
        late.Details!.MeetingId.ShouldBe("meeting-2");
        // What was told in time is not made anew for a title, and is for a move that goes further.
        await WorkAsync(SeriesChange.Saw(told, moved with { Subject = "Other" }, s_organization, _now), SeriesStep.WriteBlock);
        await _webex.ReceivedWithAnyArgs(1).CreateMeetingAsync(null!);
        await WorkAsync(SeriesChange.Saw(told, Moved(series, last, days: 5), s_organization, _now), SeriesStep.WriteBlock);
        await _webex.ReceivedWithAnyArgs(2).CreateMeetingAsync(null!);
    }

    private static MeetingSighting Moved(MeetingSighting series, DateTimeOffset slot, int days) => series with
    {
        LastEnd = slot.AddDays(days).AddHours(1),
        Exceptions = [new OccurrenceSighting("moved", slot, slot.AddDays(days), slot.AddDays(days).AddHours(1), IsOwn: false, HasJoinBlock: true, Fingerprint: "ours")],
    };

    private static WebexException Refusal() => new(WebexError.Invalid, "Webex answered 400.") { Status = 400 };

    private void RefuseDeletions() => _webex.DeleteMeetingAsync("", "").ThrowsAsyncForAnyArgs(Refusal());

    private static MeetingSighting At(MeetingSighting seen, DateTimeOffset start) => seen with { Start = start, End = start.AddHours(1), LastEnd = start.AddHours(1) };

    private SeriesState Ready(MeetingSighting? made = null)
    {
        var asked = SeriesChange.Saw(new SeriesState(), made ?? s_onetime, s_organization, _now);
        return asked with
        {
            Progress = Enum.GetValues<SeriesStep>().Aggregate(asked.Progress, (progress, step) => progress.Steps.Contains(step) ? SeriesPlan.Done(progress, step) : progress),
            Asked = null,
            Written = new WrittenBlock("ours", null, null),
            Made = MadeMeeting.Of(made ?? s_onetime),
            Details = new MeetingJoinDetails { MeetingId = "meeting-1", SipAddress = "1@contoso.webex.com" },
        };
    }

    /// <summary>Does what is left to do, but for what needs others than Webex.</summary>
    private async Task<SeriesState> WorkAsync(SeriesState state, params SeriesStep[] without)
    {
        var worker = new SeriesWorker(
            new JoinDetailsSource(_webex, _time), null!, null!, null!, _webex, null!, _time, new Jitter(new Random(1)), NullLogger<SeriesWorker>.Instance);
        for (var left = 20; ; left--)
        {
            left.ShouldBePositive("The work does not end.");
            var progress = state.Progress;
            foreach (var step in without.Append(SeriesStep.TellRooms))
                progress = progress.Steps.Contains(step) ? SeriesPlan.Done(progress, step) : progress;
            state = state with { Progress = progress };
            if (!progress.HasWork)
                return state;
            (state, _) = await worker.DoNextAsync(state, "series:uid", TestContext.Current.CancellationToken);
        }
    }
}
