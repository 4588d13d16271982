using System.Collections.Immutable;
using HybridCalendar.Clients;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class SeriesChangeTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly OrganizationSettings s_organization = new();

    private static readonly MeetingSighting s_sighting = new()
    {
        ICalUId = "uid",
        Organizer = "anna@contoso.example",
        EventId = "event",
        Subject = "Plan",
        Start = s_now.AddHours(1),
        End = s_now.AddHours(2),
        Keyword = Keyword.Webex,
        Rooms = ["rila@contoso.example"],
    };

    [Fact]
    public void The_same_sighting_twice_changes_nothing_and_writes_nothing()
    {
        var first = SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now);
        var again = s_sighting with { Rooms = [.. s_sighting.Rooms] };
        SeriesChange.Saw(first, again, s_organization, s_now.AddMinutes(1)).ShouldBeSameAs(first);
    }

    [Fact]
    public void What_was_refused_is_asked_again_when_an_administrator_wants_it()
    {
        var asked = SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now);
        var refused = asked with { Progress = SeriesPlan.Refuse(asked.Progress, SeriesStep.GetDetails, "No licence."), RefusedAt = s_now, Attempts = 7 };
        refused.Progress.Steps.ShouldNotContain(SeriesStep.GetDetails);
        var again = SeriesChange.Again(refused, s_now.AddMinutes(1));
        again.Progress.Steps.ShouldContain(SeriesStep.GetDetails);
        again.Progress.Refusal.ShouldBeNull();
        again.Attempts.ShouldBe(0);
        again.Timeline.Entries[^1].Text.ShouldBe("An administrator had the meeting processed again.");
    }

    [Fact]
    public void A_keyword_waits_for_its_details()
    {
        var state = SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now);
        SeriesAnswers.Join(state).State.ShouldBe(SeriesJoinState.Pending);
        state.Timeline.Entries.Length.ShouldBe(2);
    }

    [Fact]
    public void Beyond_the_horizon_a_keyword_waits_and_is_taken_up_when_it_has_come_nearer()
    {
        var far = s_sighting with { Start = s_now.AddMonths(8), End = s_now.AddMonths(8).AddHours(1), TakeUpAt = s_now.AddMonths(2) };
        var waiting = SeriesChange.Saw(new SeriesState(), far, s_organization, s_now);
        waiting.Progress.HasWork.ShouldBeFalse();
        SeriesAnswers.Join(waiting).State.ShouldBe(SeriesJoinState.BeyondHorizon);
        waiting.Timeline.Entries[^1].Text.ShouldContain("2027-05-01");
        SeriesChange.Saw(waiting, far with { Rooms = [.. far.Rooms] }, s_organization, s_now.AddDays(1)).ShouldBeSameAs(waiting);

        var takenUp = SeriesChange.Saw(waiting, far with { TakeUpAt = null }, s_organization, s_now.AddMonths(2));
        SeriesAnswers.Join(takenUp).State.ShouldBe(SeriesJoinState.Pending);
    }

    [Fact]
    public void A_meeting_that_has_its_details_keeps_them_when_it_moves_beyond_the_horizon()
    {
        var ready = Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now));
        var far = s_sighting with { Start = s_now.AddMonths(8), End = s_now.AddMonths(8).AddHours(1), TakeUpAt = s_now.AddMonths(2) };
        SeriesAnswers.Join(SeriesChange.Saw(ready, far, s_organization, s_now)).State.ShouldBe(SeriesJoinState.Ready);
    }

    [Fact]
    public void The_organization_remaps_a_keyword_and_a_modifier_wins()
    {
        var remapped = s_organization with { WebexAction = KeywordAction.OneTimeMeeting };
        SeriesChange.ActionOf(s_sighting, remapped).ShouldBe(KeywordAction.OneTimeMeeting);
        SeriesChange.ActionOf(s_sighting with { Modifier = KeywordModifier.Space }, remapped).ShouldBe(KeywordAction.Space);
    }

    [Fact]
    public void A_room_invited_later_is_told()
    {
        var ready = Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now));
        var more = s_sighting with { Rooms = ["pirin@contoso.example", "rila@contoso.example"], HasJoinBlock = true, Fingerprint = "ours" };
        var state = SeriesChange.Saw(ready, more, s_organization, s_now);
        state.Progress.Steps.ShouldBe([SeriesStep.TellRooms]);
        state.RoomsToTell.ShouldContain("pirin@contoso.example");
    }

    [Fact]
    public void A_room_taken_off_is_still_told_of_the_next_change()
    {
        var ready = Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now));
        var without = s_sighting with { Rooms = [], Keyword = null, HasJoinBlock = true, Fingerprint = "ours" };
        SeriesChange.Saw(ready, without, s_organization, s_now).RoomsToTell.ShouldBe(["rila@contoso.example"]);
    }

    [Fact]
    public void A_link_in_the_invitation_is_offered_to_rooms_that_lost_the_body()
    {
        var found = new FoundTarget("https://teams.microsoft.com/l/meetup-join/x", JoinProtocol.WebRTC, MeetingPlatform.MicrosoftTeams, "teams-link", FoundIn.Body);
        var state = SeriesChange.Saw(new SeriesState(), s_sighting with { Keyword = null, Found = found }, s_organization, s_now);
        SeriesAnswers.Join(state).ShouldBe(new SeriesJoin(SeriesJoinState.Ready, found, HasText: false));
    }

    [Fact]
    public void A_removed_keyword_hands_the_made_meeting_over_for_deletion()
    {
        var asked = SeriesChange.Saw(new SeriesState(), s_sighting with { Modifier = KeywordModifier.OneTime }, s_organization, s_now);
        var ready = Ready(asked);
        var state = SeriesChange.Saw(ready, s_sighting with { Keyword = null, HasJoinBlock = true, Fingerprint = "ours" }, s_organization, s_now);
        (state.Released!.Host, state.Released.MeetingId, Span(state.Released.Asked)).ShouldBe(("anna@contoso.example", "meeting-1", (s_sighting.Start, s_sighting.Start)));
        state.Details.ShouldBeNull();
        SeriesAnswers.Join(state).State.ShouldBe(SeriesJoinState.Nothing);
    }

    [Fact]
    public void A_removed_meeting_is_unknown_to_rooms()
    {
        var ready = Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now));
        var state = SeriesChange.Removed(ready, s_now);
        SeriesAnswers.Join(state).State.ShouldBe(SeriesJoinState.Unknown);
        SeriesAnswers.Details(state, s_now).ShouldBeNull();
    }

    [Fact]
    public void The_instance_under_way_at_an_edit_is_noted_as_it_was()
    {
        var begun = s_now.AddDays(-14).AddMinutes(-10);
        var series = s_sighting with
        {
            Start = begun, End = begun.AddMinutes(30), IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", HasJoinBlock = true, Fingerprint = "ours",
        };
        var ready = Ready(SeriesChange.Saw(new SeriesState(), series, s_organization, begun.AddDays(-1)));

        var edited = SeriesChange.Saw(ready, series with { Subject = "Other" }, s_organization, s_now);
        var again = SeriesChange.Saw(edited, series with { Subject = "Other", End = series.End.AddMinutes(15) }, s_organization, s_now.AddMinutes(1));

        var noted = again.ActiveInstances.ShouldHaveSingleItem();
        (noted.Slot, noted.Start, noted.End, noted.Subject, noted.EditedAt)
            .ShouldBe((s_now.AddMinutes(-10), s_now.AddMinutes(-10), s_now.AddMinutes(20), "Plan", s_now));
        noted.Changes.ShouldBe(MeetingChanges.Title | MeetingChanges.Times);
        again.Timeline.Entries.Select(entry => entry.Text).ShouldContain(text => text.Contains("was under way when the meeting was changed (title)"));

        SeriesChange.Saw(ready, series with { Subject = "Other" }, s_organization, s_now.AddHours(3)).ActiveInstances.ShouldBeEmpty();
        SeriesChange.Removed(ready, s_now).ActiveInstances.ShouldHaveSingleItem().Changes.ShouldBe(MeetingChanges.Removed);
    }

    [Fact]
    public void A_moved_instance_runs_at_its_own_time_and_a_cancelled_one_not()
    {
        var series = s_sighting with
        {
            Start = s_now.AddDays(-7), End = s_now.AddDays(-7).AddMinutes(30), IsRecurring = true, Recurrence = "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO",
            Exceptions = [new OccurrenceSighting("moved", s_now, s_now.AddHours(5), s_now.AddHours(6), IsOwn: false, HasJoinBlock: false, Fingerprint: null)],
            Cancelled = ["2027-03-08"],
        };
        var ready = Ready(SeriesChange.Saw(new SeriesState(), series, s_organization, s_now.AddDays(-8)));
        var edit = series with { Subject = "Other" };
        SeriesChange.Saw(ready, edit, s_organization, s_now.AddMinutes(5)).ActiveInstances.ShouldBeEmpty();
        SeriesChange.Saw(ready, edit, s_organization, s_now.AddDays(7).AddMinutes(5)).ActiveInstances.ShouldBeEmpty();
        var noted = SeriesChange.Saw(ready, edit, s_organization, s_now.AddHours(5.5)).ActiveInstances.ShouldHaveSingleItem();
        (noted.Slot, noted.Start).ShouldBe((s_now, s_now.AddHours(5)));
    }

    [Fact]
    public void Occurrences_with_a_text_of_their_own_are_mended_a_few_times_and_those_with_a_meeting_of_their_own_never()
    {
        OccurrenceSighting Occurrence(string id, bool isOwn, string? fingerprint) => new(id, s_now.AddDays(7), s_now.AddDays(7), s_now.AddDays(7).AddHours(1), isOwn, fingerprint is not null, fingerprint);
        var written = s_sighting with { HasJoinBlock = true, Fingerprint = "ours", IsRecurring = true };
        var state = Ready(SeriesChange.Saw(new SeriesState(), written, s_organization, s_now));
        var seen = written with { Exceptions = [Occurrence("old", false, "old"), Occurrence("none", false, null), Occurrence("own", true, "other"), Occurrence("right", false, "ours")] };

        state = SeriesChange.Saw(state, seen, s_organization, s_now);

        state.Progress.Steps.ShouldBe([SeriesStep.MendOccurrences]);
        state.OccurrencesToMend.ShouldBe(["none", "old"], ignoreOrder: true);
        var again = SeriesChange.Saw(state, seen with { Subject = "Other", Exceptions = [Occurrence("right", false, "ours")] }, s_organization, s_now);
        again.OccurrencesToMend.ShouldBeEmpty();
        again.Progress.HasWork.ShouldBeFalse();
    }

    [Fact]
    public void Occurrences_that_were_seen_while_the_block_was_still_to_be_written_are_mended_when_it_turns_out_to_be_there()
    {
        var wrong = new OccurrenceSighting("none", s_now.AddDays(7), s_now.AddDays(7), s_now.AddDays(8), IsOwn: false, HasJoinBlock: false, Fingerprint: null);
        var seen = SeriesChange.Saw(new SeriesState(), s_sighting with { IsRecurring = true, Exceptions = [wrong] }, s_organization, s_now);
        seen.OccurrencesToMend.ShouldBeEmpty();

        var written = OccurrenceBlocks.PlanAfterStep(Ready(seen), BlockSeen.Ours, s_now);

        written.OccurrencesToMend.ShouldBe(["none"]);
        written.Progress.Steps.ShouldBe([SeriesStep.MendOccurrences]);
        OccurrenceBlocks.PlanAfterStep(seen, BlockSeen.Ours, s_now).OccurrencesToMend.ShouldBeEmpty("its own text is not right yet");
        OccurrenceBlocks.PlanAfterStep(Ready(SeriesChange.Removed(Ready(seen), s_now)), BlockSeen.None, s_now).OccurrencesToMend.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_to_be_mended_by_an_earlier_wish_is_forgotten_when_the_series_itself_is_to_be_written_first()
    {
        var wrong = new OccurrenceSighting("none", s_now.AddDays(7), s_now.AddDays(7), s_now.AddDays(8), IsOwn: false, HasJoinBlock: false, Fingerprint: null);
        var written = s_sighting with { HasJoinBlock = true, Fingerprint = "ours", IsRecurring = true };
        var state = SeriesChange.Saw(Ready(SeriesChange.Saw(new SeriesState(), written, s_organization, s_now)), written with { Exceptions = [wrong] }, s_organization, s_now);
        state.OccurrencesToMend.ShouldBe(["none"]);

        var next = SeriesChange.Saw(state, written with { Keyword = null, Exceptions = [wrong] }, s_organization, s_now);

        next.OccurrencesToMend.ShouldBeEmpty();
        next.Progress.Steps.ShouldNotContain(SeriesStep.MendOccurrences);
        next.Progress.HasWork.ShouldBeTrue();
    }

    [Fact]
    public void Tries_at_an_occurrence_count_for_one_wish_of_its_series_only()
    {
        var wrong = new OccurrenceSighting("old", s_now.AddDays(7), s_now.AddDays(7), s_now.AddDays(8), IsOwn: false, HasJoinBlock: true, Fingerprint: "old");
        var written = s_sighting with { HasJoinBlock = true, Fingerprint = "ours", IsRecurring = true, Exceptions = [wrong] };
        var state = Ready(SeriesChange.Saw(new SeriesState(), written, s_organization, s_now)) with
        {
            OccurrenceWrites = ImmutableDictionary<string, int>.Empty.Add("old", SeriesPlan.MaxWritesUnseen),
        };
        SeriesChange.Saw(state, written with { Subject = "Other" }, s_organization, s_now).Progress.HasWork.ShouldBeFalse();

        var erased = Ready(SeriesChange.Saw(state, written with { Keyword = null }, s_organization, s_now));
        var seen = SeriesChange.Saw(erased, written with { Keyword = null, HasJoinBlock = false, Fingerprint = null }, s_organization, s_now);
        seen.OccurrencesToMend.ShouldBe(["old"]);
    }

    [Fact]
    public void Webex_is_asked_with_the_occurrence_that_is_next_when_it_is_asked()
    {
        var series = s_sighting with
        {
            Modifier = KeywordModifier.OneTime, IsRecurring = true, Recurrence = "FREQ=DAILY;INTERVAL=1", NextStart = s_sighting.Start,
        };
        var seen = SeriesChange.Saw(new SeriesState(), series, s_organization, s_now);
        Span(seen.Asked).ShouldBe((s_sighting.Start, s_sighting.Start));
        SeriesChange.NoteStart(seen, s_now).ShouldBeSameAs(seen);

        Span(SeriesChange.NoteStart(seen, s_now.AddDays(3)).Asked).ShouldBe((s_sighting.Start, s_sighting.Start.AddDays(3)));
        SeriesAnswers.Details(seen, s_now.AddDays(3))!.NextStart.ShouldBe(s_sighting.Start.AddDays(3));
    }

    [Fact]
    public void A_removed_meeting_is_remembered_for_a_day_and_one_that_comes_back_for_good()
    {
        var removed = SeriesChange.Removed(Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now)), s_now);
        SeriesLife.IsSpent(removed, s_now.AddDays(2)).ShouldBeFalse("the rooms were not told yet");
        var told = Ready(removed);
        SeriesLife.IsSpent(told, s_now.AddHours(23)).ShouldBeFalse();
        SeriesLife.IsSpent(told, s_now.AddHours(25)).ShouldBeTrue();
        SeriesLife.IsSpent(told with { RemovedAt = null }, s_now).ShouldBeTrue("it was removed before that was noted");

        var back = SeriesChange.Saw(told, s_sighting with { Start = s_now.AddDays(9) }, s_organization, s_now.AddHours(1));
        back.RemovedAt.ShouldBeNull();
        SeriesLife.IsSpent(Ready(back), s_now.AddDays(2)).ShouldBeFalse();
    }

    [Fact]
    public void The_starts_that_Webex_was_asked_with_are_kept_until_it_answers()
    {
        var onetime = s_sighting with { Modifier = KeywordModifier.OneTime };
        var first = SeriesChange.Saw(new SeriesState(), onetime, s_organization, s_now);
        var moved = SeriesChange.Saw(first, onetime with { Start = s_now.AddDays(9), End = s_now.AddDays(9).AddHours(1) }, s_organization, s_now);
        Span(moved.Asked).ShouldBe((s_sighting.Start, s_now.AddDays(9)));
        moved.Asked!.MayDiffer(moved.Progress.Shape).ShouldBeTrue();
        SeriesChange.Removed(moved, s_now).Released!.Asked.ShouldBe(moved.Asked!);
    }

    [Fact]
    public void A_series_that_is_over_leaves_no_endless_one_in_Webex()
    {
        var series = s_sighting with { Modifier = KeywordModifier.OneTime, IsRecurring = true, HasJoinBlock = true, Fingerprint = "ours" };
        var ended = SeriesChange.Ended(Ready(SeriesChange.Saw(new SeriesState(), series, s_organization, s_now)), s_now);
        ended.IsOver.ShouldBeTrue();
        ended.Released!.MeetingId.ShouldBe("meeting-1");
        SeriesChange.Ended(Ready(SeriesChange.Saw(new SeriesState(), s_sighting, s_organization, s_now)), s_now).Progress.HasWork.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void A_meeting_that_is_moved_into_the_future_after_it_ended_gets_another_in_Webex(int days, bool getsAnother)
    {
        var onetime = s_sighting with { Modifier = KeywordModifier.OneTime, LastEnd = s_sighting.End, HasJoinBlock = true, Fingerprint = "ours" };
        var ready = Ready(SeriesChange.Saw(new SeriesState(), onetime, s_organization, s_now));
        var moved = onetime with { Start = onetime.Start.AddDays(days), End = onetime.End.AddDays(days), LastEnd = onetime.End.AddDays(days) };
        SeriesChange.Saw(ready, moved, s_organization, s_now.AddMinutes(90)).Progress.Steps.ShouldBe([SeriesStep.UpdateMeeting], "it runs");

        var state = SeriesChange.Saw(ready, moved, s_organization, s_now.AddHours(5));

        state.Progress.Steps.Contains(SeriesStep.GetDetails).ShouldBe(getsAnother);
        state.Progress.Steps.Contains(SeriesStep.UpdateMeeting).ShouldBe(!getsAnother);
        (state.Released?.MeetingId).ShouldBe(getsAnother ? "meeting-1" : null);
    }

    [Fact]
    public void A_meeting_of_several_days_that_is_renamed_keeps_its_meeting_in_Webex()
    {
        var days = s_sighting with { Modifier = KeywordModifier.OneTime, End = s_sighting.Start.AddDays(2), LastEnd = s_sighting.Start.AddDays(2), HasJoinBlock = true, Fingerprint = "ours" };

        var state = SeriesChange.Saw(Ready(SeriesChange.Saw(new SeriesState(), days, s_organization, s_now)), days with { Subject = "Other" }, s_organization, s_now);

        state.Progress.Steps.ShouldBe([SeriesStep.UpdateMeeting]);
        state.Released.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_series_that_is_made_a_single_meeting_leaves_no_series_in_Webex(bool hasAnswered)
    {
        var series = s_sighting with { Modifier = KeywordModifier.OneTime, IsRecurring = true, Recurrence = "FREQ=DAILY;INTERVAL=1", HasJoinBlock = true, Fingerprint = "ours" };
        var asked = SeriesChange.Saw(new SeriesState(), series, s_organization, s_now);
        var single = series with { IsRecurring = false, Recurrence = null, LastEnd = series.End };

        var state = SeriesChange.Saw(hasAnswered ? Ready(asked) : asked, single, s_organization, s_now);

        state.Progress.Steps.ShouldBe([SeriesStep.ReleaseMeeting, SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock]);
        state.Released!.MeetingId.ShouldBe(hasAnswered ? "meeting-1" : null);
        SeriesAnswers.Join(state).State.ShouldBe(SeriesJoinState.Pending);
    }

    [Fact]
    public void A_meeting_that_was_renamed_while_Webex_gave_no_answer_is_brought_up_to_date()
    {
        var onetime = s_sighting with { Modifier = KeywordModifier.OneTime };
        var asked = SeriesChange.Saw(new SeriesState(), onetime, s_organization, s_now);
        asked.Asked!.MayDiffer(asked.Progress.Shape).ShouldBeFalse();
        var renamed = SeriesChange.Saw(asked, onetime with { Subject = "Other" }, s_organization, s_now);
        Span(renamed.Asked).ShouldBe(Span(asked.Asked));
        renamed.Asked!.MayDiffer(renamed.Progress.Shape).ShouldBeTrue();
    }

    private static (DateTimeOffset? First, DateTimeOffset? Last) Span(AskedStarts? asked) => (asked?.First, asked?.Last);

    private static SeriesState Ready(SeriesState state)
    {
        var progress = state.Progress;
        while (progress.HasWork)
            progress = SeriesPlan.Done(progress, progress.Steps.Min);
        return state with
        {
            Progress = progress,
            RoomsToTell = state.Sighting!.Rooms,
            Written = new WrittenBlock("ours", null, null),
            Details = new MeetingJoinDetails { SipAddress = "anna@contoso.webex.com", MeetingId = "meeting-1" },
        };
    }
}
