using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Tests.Conferences;

public sealed class ConferenceStepsTests
{
    private static readonly DateTimeOffset s_now = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = s_now.AddDays(10);
    private static readonly ConferenceJoin s_join = new() { SipAddress = "8001@meet.contoso.example" };
    private static readonly ConferencePart s_part =
        new(1, 1001, new LocalDate(2027, 1, 14), new LocalDate(2027, 1, 14), Instant.FromDateTimeOffset(s_end), s_join);

    [Fact]
    public void A_series_of_which_one_occurrence_is_defective_is_joined_and_what_TMS_holds_is_named_when_it_is_asked_again()
    {
        var kept = new KeptInstance(new LocalDate(2027, 1, 4), Instant.FromDateTimeOffset(s_now), Instant.FromDateTimeOffset(s_now.AddHours(1)));
        var answered = ConferenceSteps.Answered(Asked(), Later() with { Parts = [s_part], Kept = [kept], Join = s_join }, s_now);

        answered.Details!.SipAddress.ShouldBe(s_join.SipAddress);
        answered.Progress.Steps.ShouldBe([SeriesStep.TellRooms, SeriesStep.WriteBlock]);
        answered.Conference!.Problem.ShouldBe("A room is taken.");
        var again = Request(ConferenceSteps.Plan(answered, answered.Conference.AskAgainAt!.Value, "second"));
        again.Parts.ShouldHaveSingleItem().ConferenceId.ShouldBe(1001);
        again.Kept.ShouldBe([kept]);
    }

    [Fact]
    public void A_later_failure_leaves_what_TMS_told_before()
    {
        var booked = ConferenceSteps.Answered(Asked(), Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_now);
        var edited = ConferenceSteps.Plan(booked with { Sighting = booked.Sighting! with { Subject = "Other" } }, s_now, "second");
        var failed = ConferenceSteps.Answered(edited, Later(), s_now);
        Request(ConferenceSteps.Plan(failed, failed.Conference!.AskAgainAt!.Value, "third")).Parts.ShouldHaveSingleItem();
    }

    [Fact]
    public void Systems_in_which_occurrences_may_come_to_be_are_noted_before_TMS_is_asked()
    {
        var booked = ConferenceSteps.Answered(
            Asked(), Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part with { Systems = [5] }, s_part with { Number = 2 }], Join = s_join }, s_now);

        var moved = ConferenceSteps.Plan(booked with { TmsSystems = [7] }, s_now, "second");
        Request(moved).Parts[0].Systems.ShouldBe([5L, 7L]);
        Request(moved).Parts[1].Systems.ShouldBeNull("of that one nothing is known");
        // The answer is lost, and the room is taken out again.
        var lost = ConferenceSteps.Unreadable(moved with { TmsSystems = [5] }, "The key was revoked.", s_now);
        Request(ConferenceSteps.Plan(lost, s_now.AddMinutes(1), "third")).Parts[0].Systems.ShouldBe([5L, 7L]);
    }

    [Fact]
    public void TMS_is_asked_until_the_meeting_ends_with_pauses_that_grow_to_an_hour()
    {
        var (state, now, pauses) = (Asked(), s_now, new List<TimeSpan>());
        while (true)
        {
            state = ConferenceSteps.Answered(state, Later(), now);
            if (state.Conference!.AskAgainAt is not { } again)
                break;
            ConferenceSteps.Plan(state, again.AddSeconds(-1), "early").ShouldBe(state);
            pauses.Add(again - now);
            now = again;
            state = ConferenceSteps.Plan(state, now, $"try-{pauses.Count}");
            if (state.Conference!.RequestId is null)
                break;
        }
        pauses.Take(8).Select(pause => pause.TotalMinutes).ShouldBe([1, 2, 4, 8, 16, 32, 60, 60]);
        pauses.Count.ShouldBeGreaterThan(200);
        state.Timeline.Entries.ShouldContain(entry => entry.Text == "TMS is asked to hold the meeting.", "what was before the retries is still told");
        state.Timeline.Entries.Count(entry => entry.Text.Contains("A room is taken.", StringComparison.Ordinal)).ShouldBeInRange(1, 11);
        now.ShouldBeInRange(s_end, s_end.AddHours(1));
    }

    [Theory]
    [InlineData(ConferenceOutcome.RetryLater)]
    [InlineData(ConferenceOutcome.Booked)]
    public void A_connector_whose_clock_is_slow_does_not_make_it_ask_at_once(ConferenceOutcome outcome)
    {
        var answer = Later() with { Outcome = outcome, Join = s_join, Parts = [s_part], AskAgainAt = Instant.FromDateTimeOffset(s_now.AddDays(-1)) };
        ConferenceSteps.Answered(Asked(), answer, s_now).Conference!.AskAgainAt.ShouldBe(s_now.AddMinutes(1));
    }

    [Fact]
    public void An_address_that_leads_to_no_conference_any_more_is_taken_out_of_the_invitation_until_there_is_one()
    {
        var booked = Booked();
        var beyond = Later() with { Reason = ConferenceReason.BookingWindow };
        var edited = ConferenceSteps.Plan(booked with { Sighting = booked.Sighting! with { Subject = "Other" }, Progress = booked.Progress with { HasWritten = true } }, s_now, "second");
        var held = Told(edited);
        ConferenceSteps.Answered(held, beyond with { Parts = [s_part] }, s_now).Details.ShouldNotBeNull();

        var gone = ConferenceSteps.Answered(held, beyond, s_now);
        gone.Details.ShouldBeNull();
        (gone.Progress.HasDetails, gone.Progress.Steps.SetEquals([SeriesStep.TellRooms, SeriesStep.EraseBlock])).ShouldBe((false, true));

        var asked = ConferenceSteps.Plan(gone, gone.Conference!.AskAgainAt!.Value, "third");
        var again = ConferenceSteps.Answered(asked, Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_now);
        again.Details!.SipAddress.ShouldBe(s_join.SipAddress);
        again.Progress.Steps.ShouldNotContain(SeriesStep.EraseBlock);
        again.Progress.Steps.ShouldContain(SeriesStep.WriteBlock);
    }

    [Fact]
    public void The_address_of_an_instance_that_runs_on_stays_in_the_invitation_until_it_ends()
    {
        var booked = Booked();
        var edited = Told(ConferenceSteps.Plan(booked with { Sighting = booked.Sighting! with { Subject = "Other" } }, s_now, "second"));
        var end = s_now.AddHours(1);
        var beyond = Later() with
        {
            Reason = ConferenceReason.BookingWindow, AskAgainAt = Instant.FromDateTimeOffset(end),
            Kept = [new KeptInstance(new LocalDate(2027, 1, 4), Instant.FromDateTimeOffset(s_now), Instant.FromDateTimeOffset(end))],
        };

        var running = ConferenceSteps.Answered(edited, beyond, s_now);

        (running.Details, running.Progress.Steps.Count).ShouldBe((booked.Details, 0));
        running.Conference!.AskAgainAt.ShouldBe(end);
        ConferenceSteps.Answered(ConferenceSteps.Plan(running, end, "third"), beyond, end).Details.ShouldBeNull();
    }

    [Fact]
    public void A_connector_that_wants_a_longer_pause_has_it()
    {
        var answer = Later() with { AskAgainAt = Instant.FromDateTimeOffset(s_now.AddHours(5)) };
        ConferenceSteps.Answered(Asked(), answer, s_now).Conference!.AskAgainAt.ShouldBe(s_now.AddHours(5));
    }

    [Fact]
    public void What_nobody_can_read_is_asked_again_after_growing_pauses()
    {
        var once = ConferenceSteps.Unreadable(Asked(), "The key was revoked.", s_now);
        ConferenceSteps.Plan(once, s_now, "second").ShouldBe(once);
        var second = ConferenceSteps.Plan(once, s_now.AddMinutes(1), "second");
        second.Conference!.RequestId.ShouldBe("second");
        ConferenceSteps.Unreadable(second, "The key was revoked.", s_now.AddMinutes(1)).Conference!.AskAgainAt.ShouldBe(s_now.AddMinutes(3));
        ConferenceSteps.Unreadable(second, "The key was revoked.", s_end).Conference!.AskAgainAt.ShouldBeNull();
    }

    [Fact]
    public void A_removed_meeting_is_kept_until_TMS_gave_up_its_conference_or_it_is_over()
    {
        var removed = ConferenceSteps.Plan(Told(SeriesChange.Removed(Booked(), s_now)), s_now, "cancel");
        Request(removed).Kind.ShouldBe(ConferenceRequestKind.Cancel);
        var away = ConferenceSteps.Answered(Told(removed), Later(), s_now);
        foreach (var waiting in new[] { Told(removed), away })
        {
            SeriesLife.IsSpent(waiting, s_now.AddDays(2)).ShouldBeFalse();
            SeriesLife.IsSpent(waiting, s_end).ShouldBeTrue("the last connector may be gone");
        }

        var given = ConferenceSteps.Answered(Told(removed), Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(15));
        SeriesLife.IsSpent(given, s_now.AddDays(2)).ShouldBeTrue();
    }

    [Fact]
    public void What_TMS_may_save_though_nobody_waits_for_it_is_taken_back_too()
    {
        var second = s_part with { Number = 2 };
        var booked = ConferenceSteps.Answered(Asked(), Later() with { Outcome = ConferenceOutcome.Booked, Parts = [second], Join = s_join }, s_now);
        var edited = ConferenceSteps.Plan(Told(booked) with { Sighting = booked.Sighting! with { Subject = "Other" } }, s_now.AddHours(1), "edit");
        var slow = Told(ConferenceSteps.Answered(edited, Later() with { Reason = ConferenceReason.Unreachable }, s_now.AddHours(1)));
        var removed = Told(ConferenceSteps.Plan(Told(SeriesChange.Removed(slow, s_now.AddHours(1))), s_now.AddHours(1), "cancel"));

        var nothing = ConferenceSteps.Answered(removed, Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(61));
        ConferenceSteps.Plan(nothing, s_now.AddMinutes(74), "early").ShouldBe(nothing);
        SeriesLife.IsSpent(nothing, s_now.AddDays(2)).ShouldBeFalse();
        var again = ConferenceSteps.Plan(nothing, s_now.AddMinutes(75), "again");
        (Request(again).Kind, Request(again).Parts.ShouldHaveSingleItem().Number).ShouldBe((ConferenceRequestKind.Cancel, 2));
        var given = Told(ConferenceSteps.Answered(again, Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(75)));
        ConferenceSteps.Plan(given, s_now.AddHours(2), "late").ShouldBe(given);
        SeriesLife.IsSpent(given, s_now.AddDays(2)).ShouldBeTrue();
    }

    [Fact]
    public void A_meeting_that_is_cancelled_soon_after_it_was_booked_is_cancelled_once_more_as_a_connector_may_have_died_over_it()
    {
        var removed = Told(ConferenceSteps.Plan(Told(SeriesChange.Removed(Booked(), s_now)), s_now.AddMinutes(5), "cancel"));
        var once = ConferenceSteps.Answered(removed, Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(5));
        SeriesLife.IsSpent(once, s_now.AddDays(2)).ShouldBeFalse();
        ConferenceSteps.Plan(once, s_now.AddMinutes(14), "early").ShouldBe(once);

        var again = ConferenceSteps.Plan(once, s_now.AddMinutes(15), "again");

        (Request(again).Kind, Request(again).Parts.ShouldHaveSingleItem().Number).ShouldBe((ConferenceRequestKind.Cancel, 1));
        var given = Told(ConferenceSteps.Answered(again, Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(15)));
        ConferenceSteps.Plan(given, s_now.AddHours(2), "late").ShouldBe(given);
        SeriesLife.IsSpent(given, s_now.AddDays(2)).ShouldBeTrue();
    }

    [Fact]
    public void What_TMS_may_save_late_is_looked_at_once_more_though_TMS_holds_by_then_what_is_wanted()
    {
        var moved = ConferenceSteps.Plan(Told(Booked()) with { TmsSystems = [7] }, s_now, "moved");
        var slow = Told(ConferenceSteps.Answered(moved, Later() with { Reason = ConferenceReason.Unreachable }, s_now));
        var back = ConferenceSteps.Plan(slow with { TmsSystems = [66] }, s_now.AddMinutes(3), "back");
        var booked = Told(ConferenceSteps.Answered(back, Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_now.AddMinutes(3)));
        ConferenceSteps.Plan(booked, s_now.AddMinutes(14), "early").ShouldBe(booked);

        var again = ConferenceSteps.Plan(booked, s_now.AddMinutes(15), "again");

        Request(again).Rooms.ShouldBe([66L]);
        var held = Told(ConferenceSteps.Answered(again, Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_now.AddMinutes(15)));
        ConferenceSteps.Plan(held, s_now.AddHours(2), "late").ShouldBe(held);
    }

    [Fact]
    public void What_TMS_holds_is_looked_at_once_a_day_when_it_starts_soon()
    {
        var booked = Booked();
        ConferenceSteps.Plan(booked, s_now.AddDays(7), "far ahead").ShouldBe(booked);

        var looked = ConferenceSteps.Plan(booked, s_end.AddDays(-2), "look");

        Request(looked).ShouldSatisfyAllConditions(request => request.Kind.ShouldBe(ConferenceRequestKind.Book), request => request.Parts.ShouldHaveSingleItem());
        looked.Timeline.Entries[^1].Text.ShouldBe("TMS is asked again for the same.");
        var held = Told(ConferenceSteps.Answered(looked, Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_end.AddDays(-2)));
        ConferenceSteps.Plan(held, s_end.AddDays(-2).AddHours(19), "the same day").ShouldBe(held);
        ConferenceSteps.Plan(held, s_end.AddDays(-1), "next day").Conference!.RequestId.ShouldBe("next day");
    }

    [Fact]
    public void A_meeting_that_is_processed_again_has_TMS_asked_also_when_nothing_was_wrong()
    {
        var booked = Booked();
        ConferenceSteps.Plan(booked, s_now.AddHours(1), "look").ShouldBe(booked);

        var again = ConferenceSteps.Plan(SeriesChange.Again(booked, s_now.AddHours(1)), s_now.AddHours(1), "again");

        Request(again).Kind.ShouldBe(ConferenceRequestKind.Book);
    }

    [Fact]
    public void A_cancellation_that_TMS_refused_is_asked_again()
    {
        var removed = Told(ConferenceSteps.Plan(Told(SeriesChange.Removed(Booked(), s_now)), s_now, "cancel"));
        var refused = ConferenceSteps.Answered(removed, Later() with { Outcome = ConferenceOutcome.Refused }, s_now);
        ConferenceSteps.Plan(refused, s_now.AddMinutes(50), "again").ShouldBe(refused);
        Request(ConferenceSteps.Plan(refused, s_now.AddMinutes(61), "again")).Kind.ShouldBe(ConferenceRequestKind.Cancel);
    }

    [Fact]
    public void A_series_without_an_end_is_not_kept_for_ever_for_a_TMS_that_is_no_more()
    {
        var booked = Booked();
        var removed = Told(SeriesChange.Removed(booked with { Sighting = booked.Sighting! with { LastEnd = null } }, s_now));
        SeriesLife.IsSpent(removed, s_now.AddDays(29)).ShouldBeFalse();
        SeriesLife.IsSpent(removed, s_now.AddDays(31)).ShouldBeTrue();
        ConferenceSteps.Plan(removed, s_now.AddDays(31), "late").ShouldBe(removed);
    }

    [Fact]
    public void A_meeting_that_ended_is_forgotten_although_nobody_answers()
    {
        SeriesLife.IsSpent(Told(Asked()), s_end.AddDays(2)).ShouldBeFalse();
        SeriesLife.IsSpent(Told(Asked()), s_end.AddDays(4)).ShouldBeTrue();
    }

    [Fact]
    public void What_TMS_holds_of_a_meeting_that_was_moved_to_a_time_that_is_over_is_taken_back()
    {
        var booked = Booked();
        var over = booked with { Sighting = booked.Sighting! with { Start = s_now.AddDays(-7), End = s_now.AddDays(-6), LastEnd = s_now.AddDays(-6) } };
        var asked = Told(ConferenceSteps.Plan(over, s_now, "cancel"));
        Request(asked).Kind.ShouldBe(ConferenceRequestKind.Cancel);
        SeriesLife.IsSpent(asked, s_now).ShouldBeFalse("TMS has not given it up");
        SeriesLife.IsSpent(asked, s_end).ShouldBeTrue("the last connector may be gone");

        var later = ConferenceSteps.Answered(asked, Later(), s_now);
        Request(ConferenceSteps.Plan(later, later.Conference!.AskAgainAt!.Value, "again")).Kind.ShouldBe(ConferenceRequestKind.Cancel);

        var given = ConferenceSteps.Answered(asked, Later() with { Outcome = ConferenceOutcome.Cancelled }, s_now.AddMinutes(15));
        ConferenceSteps.Plan(given, s_now.AddHours(2), "once more").ShouldBe(given);
        SeriesLife.IsSpent(Told(given), s_now.AddMinutes(15)).ShouldBeTrue();
    }

    [Fact]
    public void A_meeting_that_comes_to_its_end_asks_TMS_for_nothing()
    {
        var booked = Booked();
        ConferenceSteps.Plan(booked, s_end, "late").ShouldBe(booked);
    }

    private static SeriesState Asked() => Told(ConferenceSteps.Plan(
        new SeriesState
        {
            Sighting = new MeetingSighting
            {
                ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = s_end.AddHours(-1), End = s_end, LastEnd = s_end,
                Keyword = Keyword.Meet, Rooms = ["vitosha@contoso.example"],
            },
            Progress = SeriesProgress.None with { Action = KeywordAction.Tms },
            TmsSystems = [66],
        },
        s_now, "first"));

    private static SeriesState Booked() =>
        Told(ConferenceSteps.Answered(Asked(), Later() with { Outcome = ConferenceOutcome.Booked, Parts = [s_part], Join = s_join }, s_now));

    /// <summary>All steps are done.</summary>
    private static SeriesState Told(SeriesState state) => state with { Progress = state.Progress with { Steps = [] } };

    private static ConferenceAnswer Later() =>
        new() { RequestId = "first", Outcome = ConferenceOutcome.RetryLater, Reason = ConferenceReason.Conflict, Text = "A room is taken." };

    private static ConferenceRequest Request(SeriesState state) => ConferenceJson.ReadRequest(state.Conference!.Request!);
}
