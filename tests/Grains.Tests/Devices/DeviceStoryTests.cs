using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Tests.Devices;

public sealed class DeviceStoryTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DeviceStory s_story = new("board-1");

    private static readonly DeviceState s_behind = new()
    {
        Settings = new DeviceSettings { DisplayName = "Board" },
        List = new DeviceList(7, """{"Bookings":[{"Title":"Secret"},{"Title":"Secret"}]}"""),
        BehindSince = s_now,
    };

    [Fact]
    public void A_list_is_told_with_its_version_and_size_and_nothing_of_its_meetings()
    {
        var entry = s_story.Took(s_behind, s_now.AddSeconds(3)).Entries.ShouldHaveSingleItem();
        (entry.Step, entry.Fact!.Code, entry.Text).ShouldBe((TimelineStep.Done, FactCodes.DeviceTook, "Board took its list (version 7, bookings: 2)."));
        entry.ToString().ShouldNotContain("Secret");
    }

    [Fact]
    public void A_list_that_waited_is_told_with_since_when()
    {
        var late = s_story.Took(s_behind, s_now.AddMinutes(14)).Entries.ShouldHaveSingleItem();
        (late.Fact!.Code, late.Fact.Values[^1]).ShouldBe((FactCodes.DeviceTookLate, $"{s_now:u}"));

        var refused = s_behind with { Timeline = s_story.Refused(s_behind, "400, tracking one", s_now) };
        s_story.Took(refused, s_now.AddSeconds(5)).Entries.Select(entry => entry.Fact!.Code).ShouldBe([FactCodes.DeviceRefused, FactCodes.DeviceTookLate]);
        s_story.Took(s_behind with { BehindSince = null }, s_now).Entries[0].Fact!.Code.ShouldBe(FactCodes.DeviceTook, "written by an earlier version");
    }

    [Fact]
    public void A_list_that_was_lost_is_told_again()
    {
        var held = s_behind with { ConfirmedVersion = 7, BehindSince = null };
        var lost = held with { ConfirmedVersion = 0, BehindSince = s_now, Timeline = s_story.Lost(held, s_now) };
        s_story.Lost(lost, s_now.AddSeconds(1)).ShouldBeSameAs(lost.Timeline, "it has nothing left to lose");
        s_story.Took(lost, s_now.AddMinutes(5)).Entries.Select(entry => entry.Fact!.Code).ShouldBe([FactCodes.DeviceLost, FactCodes.DeviceTookAgain]);
    }

    [Fact]
    public void Each_list_of_a_day_is_told()
    {
        var took = s_behind with { Timeline = s_story.Took(s_behind, s_now) };
        var next = took with { List = took.List with { Version = 8 }, BehindSince = s_now.AddHours(1) };

        s_story.Took(next, s_now.AddHours(1)).Entries.Select(entry => (entry.At, entry.Fact!.Values[1])).ShouldBe([(s_now, "7"), (s_now.AddHours(1), "8")]);
    }

    [Fact]
    public void An_alert_that_came_late_is_told_and_hides_not_that_the_list_came_late_too()
    {
        var away = s_behind with { Timeline = s_story.OutOfReach(s_behind, FactCodes.DeviceAway, s_now) };
        var alerted = away with { Timeline = s_story.AlertedLate(away, new JoinAlert("one", s_now.AddSeconds(-20)), s_now.AddSeconds(5)) };

        var told = s_story.Took(alerted, s_now.AddSeconds(6)).Entries;

        told.Select(entry => entry.Fact!.Code).ShouldBe([FactCodes.DeviceAway, FactCodes.DeviceAlertedLate, FactCodes.DeviceTookLate]);
        told[1].Text.ShouldBe($"Board connected, and was alerted then: Join was due at {s_now.AddSeconds(-20):u}.");
    }

    [Fact]
    public void A_device_that_is_out_of_reach_is_told_once()
    {
        var away = s_behind with { Timeline = s_story.OutOfReach(s_behind, FactCodes.DeviceAway, s_now) };
        away.Timeline.Entries.ShouldHaveSingleItem().Step.ShouldBe(TimelineStep.Failed);
        s_story.OutOfReach(away, FactCodes.DeviceAway, s_now.AddHours(1)).ShouldBeSameAs(away.Timeline);
    }
}
