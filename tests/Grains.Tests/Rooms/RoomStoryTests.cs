using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class RoomStoryTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly RoomState s_before = new();

    [Fact]
    public void Each_booking_without_a_button_tells_why()
    {
        var refused = Booking(1) with { NoButton = nameof(NoButtonReason.JoinDetailsRefused), Detail = "Webex refuses: no licence." };
        var text = Tell(s_before, Read([refused])).Entries.ShouldHaveSingleItem().Text;
        text.ShouldContain("2027-03-01 09:00:00Z");
        text.ShouldContain("refused");
        text.ShouldEndWith("no licence.");
    }

    [Fact]
    public void What_is_left_out_is_told_once()
    {
        var left = new RoomLeftOut("uid", s_now.AddHours(3), nameof(NoButtonReason.NotAnswered));
        var read = Read([], left);
        var told = Tell(s_before, read);
        told.Entries.ShouldHaveSingleItem().Text.ShouldContain("not answered");
        RoomStory.Add(told, s_before with { LeftOut = [left] }, read, s_now).ShouldBeSameAs(told);
    }

    [Fact]
    public void A_first_read_of_a_full_calendar_leaves_room_for_the_rest()
    {
        var told = Tell(s_before, Read([.. Enumerable.Range(1, 40).Select(Booking)]));
        told.Entries.Length.ShouldBe(11);
        told.Entries[^1].Text.ShouldContain("30 further");
    }

    [Fact]
    public void A_finding_that_comes_and_goes_is_told()
    {
        var found = MailboxFindings.Replace([], MailboxFindings.IsSeen, [new HealthFinding(HealthCode.TextRemoved, HealthSeverity.Warning, "No text.")], s_now);
        var told = FindingStory.Add(Timeline.Empty, [], found, s_now);
        told.Entries.ShouldHaveSingleItem().ShouldBe(new TimelineEntry(s_now, TimelineStep.Failed, "No text."));
        FindingStory.Add(told, found, [], s_now).Entries[^1].Text.ShouldContain(nameof(HealthCode.TextRemoved));
    }

    [Fact]
    public void An_invitation_waits_since_it_was_first_seen_without_an_answer()
    {
        var silent = new CalendarEvent { Id = "e1", Response = ResponseType.NotResponded };
        var first = UnansweredInvitations.Track(ImmutableDictionary<string, DateTimeOffset>.Empty, [silent], s_now);
        var again = UnansweredInvitations.Track(first, [silent], s_now.AddMinutes(5));
        again.ShouldBeSameAs(first);
        again["e1"].ShouldBe(s_now);
        UnansweredInvitations.Track(first, [silent with { Response = ResponseType.Accepted }], s_now).ShouldBeEmpty();
    }

    private static Timeline Tell(RoomState before, RoomRead read) => RoomStory.Add(before.Timeline, before, read, s_now);

    private static RoomRead Read(ImmutableArray<RoomBooking> bookings, params RoomLeftOut[] leftOut) =>
        new("{}", bookings, ImmutableDictionary<string, string>.Empty, [.. leftOut], [], "") { Calendar = new SeenCalendar("", "", null) };

    private static RoomBooking Booking(int hour) =>
        new($"b{hour}", "uid", s_now.AddHours(hour), s_now.AddHours(hour + 1), null, null, nameof(NoButtonReason.NothingToJoin));
}
