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
    public void A_device_that_is_out_of_reach_is_told_once()
    {
        var away = s_behind with { Timeline = s_story.OutOfReach(s_behind, FactCodes.DeviceAway, s_now) };
        away.Timeline.Entries.ShouldHaveSingleItem().Step.ShouldBe(TimelineStep.Failed);
        s_story.OutOfReach(away, FactCodes.DeviceAway, s_now.AddHours(1)).ShouldBeSameAs(away.Timeline);
    }
}
