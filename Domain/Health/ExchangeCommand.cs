using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.Health;

/// <summary>Commands of Exchange Online PowerShell, for an administrator to copy. What an address holds never becomes code.</summary>
public static partial class ExchangeCommand
{
    /// <param name="mail">The room's address.</param>
    /// <param name="settings">Switches with their values, such as <c>-DeleteComments $false</c>.</param>
    public static string CalendarProcessing(string mail, string settings) => $"Set-CalendarProcessing -Identity {Quote(mail)} {settings}";

    /// <summary>Gives the application its role, limited by a scope, and checks that it counts (RBAC for Applications).</summary>
    /// <param name="mail">The mailbox that it has to cover.</param>
    /// <param name="clientId">The application's client id.</param>
    public static string GrantAccess(string mail, string clientId) => string.Join('\n',
        $"New-ManagementScope -Name 'Hybrid Calendar' -RecipientRestrictionFilter {Quote($"PrimarySmtpAddress -eq {Quote(mail, always: true)}", always: true)}",
        $"New-ManagementRoleAssignment -App {Quote(clientId)} -Role 'Application Calendars.ReadWrite' -CustomResourceScope 'Hybrid Calendar'",
        $"Test-ServicePrincipalAuthorization -Identity {Quote(clientId)} -Resource {Quote(mail)}");

    /// <summary>Shows what kind of recipient an address is: a mail user lives elsewhere, a mailbox here.</summary>
    public static string ShowRecipient(string mail) => $"Get-Recipient -Identity {Quote(mail)} | Format-List RecipientTypeDetails,PrimarySmtpAddress,EmailAddresses";

    /// <summary>Gives a user a licence with Exchange Online (Microsoft Graph PowerShell).</summary>
    public static string AddLicence(string mail) =>
        $"Set-MgUserLicense -UserId {Quote(mail)} -AddLicenses @{{ SkuId = '<SkuId of Get-MgSubscribedSku>' }} -RemoveLicenses @()";

    /// <summary>Keeps Safe Links from rewriting links of meetings.</summary>
    public static string SpareMeetingLinks() =>
        "Get-SafeLinksPolicy | Set-SafeLinksPolicy -DoNotRewriteUrls @{ Add = '*.webex.com/*', 'teams.microsoft.com/*', 'meet.google.com/*', '*.zoom.us/*' }";

    /// <summary>A word as PowerShell reads it back: in single quotes nothing is expanded, and a quote is written twice.</summary>
    public static string Quote(string word, bool always = false) => !always && Plain().IsMatch(word) ? word : $"'{QuoteMark().Replace(word, "$0$0")}'";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9@._-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    // PowerShell takes typographic quotes for straight ones.
    [GeneratedRegex("['\u2018\u2019\u201A\u201B]", RegexOptions.NonBacktracking)]
    private static partial Regex QuoteMark();
}
