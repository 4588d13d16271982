using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Domain.Tests.Health;

public sealed class ExchangeCommandTests
{
    [Theory]
    [InlineData("rila@contoso.example", "rila@contoso.example")]
    [InlineData("o'neil@contoso.example", "'o''neil@contoso.example'")]
    [InlineData("o\u2019neil@contoso.example", "'o\u2019\u2019neil@contoso.example'")]
    [InlineData("a$(calc)`b@contoso.example", "'a$(calc)`b@contoso.example'")]
    [InlineData("-Force@contoso.example", "'-Force@contoso.example'")]
    public void An_address_stays_one_word_and_is_never_run(string mail, string quoted)
    {
        ExchangeCommand.Quote(mail).ShouldBe(quoted);
        ExchangeCommand.CalendarProcessing(mail, "-DeleteComments $false").ShouldBe($"Set-CalendarProcessing -Identity {quoted} -DeleteComments $false");
    }

    [Fact]
    public void Access_is_given_within_a_scope_and_checked()
    {
        var lines = ExchangeCommand.GrantAccess("o'neil@contoso.example", "0c9f8d52-3c1e-4a39-9a57-3d5c7b6a1e03").Split('\n');
        lines[0].ShouldBe("$scope = Get-ManagementScope -Identity 'Hybrid Calendar' -ErrorAction SilentlyContinue");
        lines[1].ShouldBe(
            "if ($scope) { Set-ManagementScope -Identity 'Hybrid Calendar' -RecipientRestrictionFilter "
            + "('(' + $scope.RecipientFilter + ') -or (PrimarySmtpAddress -eq ''o''''neil@contoso.example'')') } "
            + "else { New-ManagementScope -Name 'Hybrid Calendar' -RecipientRestrictionFilter 'PrimarySmtpAddress -eq ''o''''neil@contoso.example''' }");
        foreach (var (line, permission) in new[] { (lines[2], "Calendars.ReadWrite"), (lines[3], "MailboxSettings.Read") })
        {
            line.ShouldBe(
                $"New-ManagementRoleAssignment -App 0c9f8d52-3c1e-4a39-9a57-3d5c7b6a1e03 -Name 'Hybrid Calendar {permission}' "
                + $"-Role 'Application {permission}' -CustomResourceScope 'Hybrid Calendar'");
        }
        lines[4].ShouldStartWith("Test-ServicePrincipalAuthorization");
        lines.Length.ShouldBe(5);
    }

    [Fact]
    public void Every_reason_has_words()
    {
        foreach (var reason in Enum.GetValues<NoButtonReason>())
            NoButtonText.Of(reason).ShouldEndWith(".");
        NoButtonText.Of(nameof(NoButtonReason.Declined)).ShouldContain("declined");
    }
}
