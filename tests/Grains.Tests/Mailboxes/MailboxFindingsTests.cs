using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class MailboxFindingsTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly HealthFinding s_denied = new(HealthCode.AccessDenied, HealthSeverity.Error, "Denied.");
    private static readonly HealthFinding s_removed = new(HealthCode.TextRemoved, HealthSeverity.Warning, "1 meeting.", "Set-CalendarProcessing");
    private static readonly HealthFinding s_title = new(HealthCode.TitleReplaced, HealthSeverity.Note, "Title.");

    [Fact]
    public void What_goes_on_keeps_its_time()
    {
        var first = MailboxFindings.Replace([], MailboxFindings.IsSeen, [s_removed], s_now);
        var later = MailboxFindings.Replace(first, MailboxFindings.IsSeen, [s_removed with { Text = "2 meetings." }], s_now.AddHours(1)).ShouldHaveSingleItem();
        (later.Since, later.Text, later.Command).ShouldBe((s_now, "2 meetings.", "Set-CalendarProcessing"));
    }

    [Fact]
    public void Only_what_was_looked_for_is_replaced()
    {
        var denied = MailboxFindings.Replace([], MailboxFindings.IsRefusal, [s_denied], s_now);
        var both = MailboxFindings.Replace(denied, MailboxFindings.IsSeen, [s_title, s_removed], s_now);
        both.Select(finding => finding.Code).ShouldBe([HealthCode.AccessDenied, HealthCode.TextRemoved, HealthCode.TitleReplaced]);
        MailboxFindings.Replace(both, MailboxFindings.IsRefusal, [], s_now).Select(finding => finding.Code)
            .ShouldBe([HealthCode.TextRemoved, HealthCode.TitleReplaced]);
    }

    [Fact]
    public void Every_code_is_found_in_one_way()
    {
        HealthCode[] noted = [HealthCode.MailboxShared, HealthCode.MeetingsFail, HealthCode.NotSubscribed, HealthCode.SettingsDenied, HealthCode.DevicesFail, HealthCode.PartsFail];
        Enum.GetValues<HealthCode>().Except(noted).ShouldAllBe(code => MailboxFindings.IsRefusal(code) != MailboxFindings.IsSeen(code));
        noted.ShouldAllBe(code => !MailboxFindings.IsRefusal(code) && !MailboxFindings.IsSeen(code));
    }

    [Fact]
    public void A_note_is_no_problem()
    {
        MailboxFindings.Summary(MailboxFindings.Replace([], MailboxFindings.IsSeen, [s_title], s_now)).ShouldBeNull();
        MailboxFindings.Summary(MailboxFindings.Replace([], MailboxFindings.IsSeen, [s_title, s_removed], s_now)).ShouldBe("1 meeting.");
        MailboxFindings.Summary(ImmutableArray<MailboxFinding>.Empty).ShouldBeNull();
    }

    [Theory]
    [InlineData(GraphError.AccessDenied, true, HealthCode.AccessDenied, "Test-ServicePrincipalAuthorization -Identity app -Resource rila@contoso.example")]
    [InlineData(GraphError.MailboxNotEnabled, false, HealthCode.MailboxNotEnabled, "Set-MgUserLicense")]
    [InlineData(GraphError.MailboxNotEnabled, true, HealthCode.MailboxNotEnabled, "Get-Recipient -Identity rila@contoso.example")]
    [InlineData(GraphError.NotFound, true, HealthCode.MailboxNotFound, "Get-Recipient")]
    public void What_Graph_refuses_is_told_with_the_command_that_mends_it(GraphError error, bool isRoom, HealthCode code, string command)
    {
        var finding = GraphRefusals.Describe(new GraphException(error, "refused"), "rila@contoso.example", isRoom, "app").ShouldNotBeNull();
        (finding.Code, finding.Severity).ShouldBe((code, HealthSeverity.Error));
        finding.Command.ShouldNotBeNull().ShouldContain(command);
    }

    [Theory]
    [InlineData(GraphError.Throttled)]
    [InlineData(GraphError.Transient)]
    public void What_passes_by_itself_is_no_finding(GraphError error) =>
        GraphRefusals.Describe(new GraphException(error, "later"), "rila@contoso.example", isRoom: true, "app").ShouldBeNull();
}
