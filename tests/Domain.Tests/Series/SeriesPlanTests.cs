using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;

namespace HybridCalendar.Domain.Tests.Series;

public sealed class SeriesPlanTests
{
    private static readonly SeriesAsk s_webex = new(KeywordAction.PersonalRoom, "shape", "", BlockSeen.None);
    private static readonly SeriesAsk s_onetime = s_webex with { Action = KeywordAction.OneTimeMeeting };
    private static readonly SeriesAsk s_plain = s_webex with { Action = null };

    [Fact]
    public void A_keyword_asks_once_tells_rooms_and_writes_once()
    {
        var seen = SeriesPlan.Decide(SeriesProgress.None, s_webex);
        seen.Steps.ShouldBe([SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock]);
        SeriesPlan.Decide(seen, s_webex).ShouldBe(seen);
    }

    [Fact]
    public void The_echo_of_our_own_write_adds_nothing()
    {
        var done = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        var echo = SeriesPlan.Decide(done, s_webex with { Block = BlockSeen.Ours });
        echo.HasWork.ShouldBeFalse();
        echo.WritesUnseen.ShouldBe(0);
    }

    [Fact]
    public void An_event_without_keyword_and_without_target_asks_for_nothing() =>
        SeriesPlan.Decide(SeriesProgress.None, s_plain).HasWork.ShouldBeFalse();

    [Fact]
    public void A_link_that_changes_is_told_to_the_rooms()
    {
        var first = Finish(SeriesPlan.Decide(SeriesProgress.None, s_plain with { Target = "a" }));
        SeriesPlan.Decide(first, s_plain with { Target = "b" }).Steps.ShouldBe([SeriesStep.TellRooms]);
    }

    [Fact]
    public void Another_keyword_releases_what_the_first_one_made()
    {
        var onetime = Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime));
        SeriesPlan.Decide(onetime, s_webex with { Block = BlockSeen.Ours }).Steps
            .ShouldBe([SeriesStep.ReleaseMeeting, SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock]);
    }

    [Fact]
    public void A_removed_keyword_erases_only_what_was_written()
    {
        var written = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        SeriesPlan.Decide(written, s_plain with { Block = BlockSeen.Ours }).Steps.ShouldBe([SeriesStep.TellRooms, SeriesStep.EraseBlock]);
        var unwritten = SeriesPlan.Decide(SeriesProgress.None, s_webex);
        SeriesPlan.Decide(unwritten, s_plain).Steps.ShouldBe([SeriesStep.TellRooms]);
    }

    [Fact]
    public void A_removed_keyword_erases_what_a_write_without_an_answer_may_have_left()
    {
        var got = SeriesPlan.Done(SeriesPlan.Decide(SeriesProgress.None, s_webex), SeriesStep.GetDetails);
        SeriesPlan.Decide(got, s_plain).Steps.ShouldBe([SeriesStep.TellRooms, SeriesStep.EraseBlock]);
    }

    [Fact]
    public void Writes_for_one_keyword_do_not_use_up_those_for_another()
    {
        var written = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex)) with { WritesUnseen = SeriesPlan.MaxWritesUnseen };
        SeriesPlan.Decide(written, s_webex).HasWork.ShouldBeFalse();
        SeriesPlan.Decide(written, s_onetime).Steps.ShouldContain(SeriesStep.WriteBlock);
        Finish(SeriesPlan.Decide(written, s_onetime)).WritesUnseen.ShouldBe(1);
    }

    [Fact]
    public void A_block_without_a_keyword_is_taken_out_whoever_brought_it() =>
        SeriesPlan.Decide(SeriesProgress.None, s_plain with { Block = BlockSeen.Other }).Steps.ShouldBe([SeriesStep.EraseBlock]);

    [Fact]
    public void A_damaged_or_foreign_block_is_replaced()
    {
        var written = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        SeriesPlan.Decide(written, s_webex with { Block = BlockSeen.Other }).Steps.ShouldBe([SeriesStep.WriteBlock]);
    }

    [Fact]
    public void Occurrences_are_looked_at_only_beside_a_series_whose_own_text_is_right()
    {
        var written = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        var right = s_webex with { Block = BlockSeen.Ours };
        SeriesPlan.MayMendOccurrences(SeriesPlan.Decide(written, right), right).ShouldBeTrue();
        SeriesPlan.MayMendOccurrences(SeriesPlan.Decide(written, s_webex), s_webex).ShouldBeFalse();
        var gone = SeriesPlan.Decide(written, s_plain with { Block = BlockSeen.Ours });
        SeriesPlan.MayMendOccurrences(gone, s_plain with { Block = BlockSeen.Ours }).ShouldBeFalse();
        SeriesPlan.MayMendOccurrences(Finish(gone), s_plain).ShouldBeTrue();
    }

    [Fact]
    public void People_join_a_space_last_and_others_later_without_asking_for_it_again()
    {
        var space = s_webex with { Action = KeywordAction.Space };
        var seen = SeriesPlan.Decide(SeriesProgress.None, space);
        seen.Steps.ShouldBe([SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock, SeriesStep.AddMembers]);
        SeriesPlan.Decide(Finish(seen), space with { Shape = "more people", Block = BlockSeen.Ours }).Steps.ShouldBe([SeriesStep.AddMembers]);
        SeriesPlan.LostDetails(Finish(seen)).Steps.ShouldBe(seen.Steps);
        SeriesPlan.Refuse(seen, SeriesStep.GetDetails, "No.").Steps.ShouldBe([SeriesStep.TellRooms]);
    }

    [Fact]
    public void A_new_time_moves_the_meeting_that_was_made_and_nothing_else()
    {
        var onetime = Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime));
        SeriesPlan.Decide(onetime, s_onetime with { Shape = "moved", Block = BlockSeen.Ours }).Steps.ShouldBe([SeriesStep.UpdateMeeting]);
        var personal = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        SeriesPlan.Decide(personal, s_webex with { Shape = "another site", Block = BlockSeen.Ours }).Steps
            .ShouldBe([SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock]);
    }

    [Fact]
    public void What_was_refused_is_asked_for_again()
    {
        var refused = SeriesPlan.Refuse(SeriesPlan.Decide(SeriesProgress.None, s_webex), SeriesStep.GetDetails, "No personal room.");
        SeriesPlan.AskAgain(refused).Steps.ShouldContain(SeriesStep.GetDetails);
        SeriesPlan.AskAgain(SeriesProgress.None).HasWork.ShouldBeFalse();
    }

    [Fact]
    public void A_change_that_was_refused_is_asked_for_again_and_is_a_problem_until_it_is_done()
    {
        var moved = SeriesPlan.Decide(Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime)), s_onetime with { Shape = "moved" });
        moved.Steps.ShouldBe([SeriesStep.UpdateMeeting, SeriesStep.WriteBlock]);
        var refused = SeriesPlan.Done(SeriesPlan.Refuse(moved, SeriesStep.UpdateMeeting, "No."), SeriesStep.WriteBlock);
        refused.Refusal.ShouldBe("No.", "the block says nothing of the time in Webex");
        SeriesPlan.Decide(refused, s_onetime with { Shape = "moved", Block = BlockSeen.Ours }).Steps.ShouldBeEmpty();

        var again = SeriesPlan.AskAgain(refused);

        again.Steps.ShouldContain(SeriesStep.UpdateMeeting);
        Finish(again).Refusal.ShouldBeNull();
        SeriesPlan.AskAgain(Finish(again)).HasWork.ShouldBeFalse();
    }

    [Fact]
    public void Others_in_a_space_and_another_personal_room_that_were_refused_are_asked_for_again()
    {
        var space = s_webex with { Action = KeywordAction.Space };
        var more = SeriesPlan.Decide(Finish(SeriesPlan.Decide(SeriesProgress.None, space)), space with { Shape = "more", Block = BlockSeen.Ours });
        SeriesPlan.AskAgain(SeriesPlan.Refuse(more, SeriesStep.AddMembers, "No.")).Steps.ShouldContain(SeriesStep.AddMembers);
        var other = SeriesPlan.Decide(Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex)), s_webex with { Shape = "site", Block = BlockSeen.Ours });
        SeriesPlan.AskAgain(SeriesPlan.Refuse(other, SeriesStep.GetDetails, "No.")).Steps.ShouldContain(SeriesStep.GetDetails);
    }

    [Fact]
    public void What_cannot_be_changed_in_Webex_is_deleted_before_another_is_made()
    {
        var made = Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime));
        var next = SeriesPlan.Decide(made, s_onetime with { Shape = "single", Block = BlockSeen.Ours, NeedsAnother = true });
        next.Steps.ShouldBe([SeriesStep.ReleaseMeeting, SeriesStep.GetDetails, SeriesStep.TellRooms, SeriesStep.WriteBlock]);
        next.HasDetails.ShouldBeFalse();
        SeriesPlan.Decide(next, s_onetime with { Shape = "single", Block = BlockSeen.Ours }).ShouldBe(next);
        SeriesPlan.Decide(Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex)), s_webex with { Block = BlockSeen.Ours, NeedsAnother = true }).HasWork.ShouldBeFalse();
    }

    [Fact]
    public void What_Webex_refused_to_make_is_looked_for_when_it_is_not_wanted_any_more()
    {
        var refused = SeriesPlan.Refuse(SeriesPlan.Decide(SeriesProgress.None, s_onetime), SeriesStep.GetDetails, "No.");
        SeriesPlan.Remove(refused).Steps.ShouldContain(SeriesStep.ReleaseMeeting);
        SeriesPlan.Decide(refused, s_plain).Steps.ShouldContain(SeriesStep.ReleaseMeeting);
    }

    [Fact]
    public void A_deletion_does_not_forget_what_still_has_to_be_released()
    {
        var changed = SeriesPlan.Decide(Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime)), s_webex);
        changed.Steps.ShouldContain(SeriesStep.ReleaseMeeting);
        SeriesPlan.Remove(changed).Steps.ShouldBe([SeriesStep.ReleaseMeeting, SeriesStep.TellRooms]);
        SeriesPlan.Remove(SeriesPlan.Decide(SeriesProgress.None, s_onetime)).Steps.ShouldContain(SeriesStep.ReleaseMeeting);
    }

    [Fact]
    public void A_deleted_block_comes_back_while_the_keyword_stands_but_not_for_ever()
    {
        var progress = Finish(SeriesPlan.Decide(SeriesProgress.None, s_webex));
        var writes = 1;
        for (; SeriesPlan.Decide(progress, s_webex).HasWork; writes++)
            progress = Finish(SeriesPlan.Decide(progress, s_webex));
        writes.ShouldBe(SeriesPlan.MaxWritesUnseen);
    }

    [Fact]
    public void A_refusal_stands_until_the_invitation_changes()
    {
        var refused = SeriesPlan.Refuse(SeriesPlan.Decide(SeriesProgress.None, s_webex), SeriesStep.GetDetails, "No personal room.");
        refused.Steps.ShouldBe([SeriesStep.TellRooms]);
        var told = SeriesPlan.Done(refused, SeriesStep.TellRooms);
        SeriesPlan.Decide(told, s_webex).HasWork.ShouldBeFalse();
        SeriesPlan.Decide(told, s_webex with { Shape = "other" }).Steps.ShouldContain(SeriesStep.GetDetails);
    }

    [Fact]
    public void A_cancelled_meeting_leaves_nothing_in_Webex_and_touches_no_invitation()
    {
        var onetime = Finish(SeriesPlan.Decide(SeriesProgress.None, s_onetime));
        var removed = SeriesPlan.Remove(onetime);
        removed.Steps.ShouldBe([SeriesStep.ReleaseMeeting, SeriesStep.TellRooms]);
        SeriesPlan.Remove(removed).ShouldBe(removed);
    }

    [Fact]
    public void A_crash_while_the_meeting_was_being_made_still_releases_it()
    {
        var making = SeriesPlan.Decide(SeriesProgress.None, s_onetime);
        SeriesPlan.Decide(making, s_plain).Steps.ShouldContain(SeriesStep.ReleaseMeeting);
    }

    private static SeriesProgress Finish(SeriesProgress progress)
    {
        while (progress.HasWork)
            progress = SeriesPlan.Done(progress, progress.Steps.Min);
        return progress;
    }
}
