using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Health;

public sealed class RoomHealthTests
{
    private const string Room = "rila@contoso.example";
    private static readonly Duration s_wait = Duration.FromMinutes(10);
    private static readonly RoomCopy s_fine = new() { Organizer = "anna@contoso.example", HasText = true, HasButton = true, Response = ResponseType.Accepted };

    [Fact]
    public void Nothing_is_wrong_with_a_room_whose_copies_are_whole() =>
        Judge(s_fine, s_fine with { HasButton = false }).ShouldBeEmpty();

    [Fact]
    public void Text_that_only_the_organizers_copy_has_was_removed()
    {
        var finding = Judge(s_fine with { HasText = false, OrganizersHasText = true }, s_fine).ShouldHaveSingleItem();
        (finding.Code, finding.Severity).ShouldBe((HealthCode.TextRemoved, HealthSeverity.Warning));
        finding.Command.ShouldBe("Set-CalendarProcessing -Identity rila@contoso.example -DeleteComments $false");
    }

    [Fact]
    public void A_room_without_any_text_removes_it_likely()
    {
        var lost = s_fine with { HasText = false, HasButton = false, Organizer = "zoe@fabrikam.example" };
        Judge(lost).ShouldHaveSingleItem().Text.ShouldContain("seems to");
        Judge(lost, s_fine).ShouldBeEmpty("somebody sent an empty invitation");
        Judge(lost with { OrganizersHasText = false }).ShouldBeEmpty("there was nothing to remove");
    }

    [Fact]
    public void A_replaced_title_is_a_note()
    {
        var finding = Judge(s_fine with { HasOrganizerAsTitle = true }).ShouldHaveSingleItem();
        (finding.Code, finding.Severity).ShouldBe((HealthCode.TitleReplaced, HealthSeverity.Note));
        finding.Command.ShouldNotBeNull().ShouldEndWith("-DeleteSubject $false -AddOrganizerToSubject $false -RemovePrivateProperty $false");
    }

    [Theory]
    [InlineData(LinkRewriting.Undone, true, HealthCode.LinksRewritten)]
    [InlineData(LinkRewriting.Hidden, false, HealthCode.LinksHidden)]
    [InlineData(LinkRewriting.Hidden, true, HealthCode.LinksRewritten)]
    public void Rewritten_links_matter_when_their_target_is_lost(LinkRewriting links, bool hasButton, HealthCode code) =>
        Judge(s_fine with { Links = links, HasButton = hasButton }).ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void A_room_that_does_not_answer_is_told_after_a_while()
    {
        var silent = s_fine with { Response = ResponseType.NotResponded, HasButton = false };
        Judge(silent with { Waiting = s_wait - Duration.FromSeconds(1) }).ShouldBeEmpty();
        var finding = Judge(silent with { Waiting = s_wait }).ShouldHaveSingleItem();
        finding.Code.ShouldBe(HealthCode.NotAnswered);
        finding.Command.ShouldNotBeNull().ShouldEndWith("-AutomateProcessing AutoAccept");
    }

    [Fact]
    public void A_room_that_answers_only_its_own_people_is_told_so()
    {
        var external = s_fine with { Organizer = "zoe@fabrikam.example", Response = ResponseType.None, Waiting = s_wait };
        Judge(external, s_fine).ShouldHaveSingleItem().Command.ShouldNotBeNull().ShouldEndWith("-ProcessExternalMeetingMessages $true");
        Judge(external, s_fine with { Response = ResponseType.None, Waiting = s_wait }).ShouldHaveSingleItem().Code.ShouldBe(HealthCode.NotAnswered);
    }

    [Fact]
    public void Tentative_answers_wait_for_a_delegate() =>
        Judge(s_fine with { Response = ResponseType.TentativelyAccepted }).ShouldHaveSingleItem().Code.ShouldBe(HealthCode.AnsweredTentatively);

    [Fact]
    public void Declines_beyond_the_window_tell_both_switches()
    {
        var finding = RoomHealth.Judge(Room, [], 2, s_wait).ShouldHaveSingleItem();
        finding.Code.ShouldBe(HealthCode.DeclinedBeyondWindow);
        finding.Text.ShouldContain("2 meetings");
        finding.Command.ShouldBe("Set-CalendarProcessing -Identity rila@contoso.example -BookingWindowInDays 1080 -EnforceSchedulingHorizon $false -ConflictPercentageAllowed 20 -MaximumConflictInstances 10");
        finding.Text.ShouldContain("taken at one of the times");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(181, true)]
    [InlineData(180, false)]
    public void The_usual_window_is_180_days(int? daysAhead, bool isExceeded)
    {
        var now = Instant.FromUtc(2027, 3, 1, 8, 0);
        BookingWindow.IsExceeded(daysAhead is { } days ? now + Duration.FromDays(days) : null, now).ShouldBe(isExceeded);
    }

    private static IReadOnlyList<HealthFinding> Judge(params RoomCopy[] copies) => RoomHealth.Judge(Room, copies, 0, s_wait);
}
