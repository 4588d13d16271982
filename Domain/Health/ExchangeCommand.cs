using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.Health;

/// <summary>Commands of Exchange Online PowerShell, for an administrator to copy. What an address holds never becomes code.</summary>
public static partial class ExchangeCommand
{
    private const string Scope = "'Hybrid Calendar'";

    /// <param name="mail">The room's address.</param>
    /// <param name="settings">Switches with their values, such as <c>-DeleteComments $false</c>.</param>
    public static string CalendarProcessing(string mail, string settings) => $"Set-CalendarProcessing -Identity {Quote(mail)} {settings}";

    /// <summary>
    /// Gives the application its roles, limited by a scope, and checks that they count (RBAC for Applications). A scope that is there
    /// already covers the mailbox too afterwards.
    /// </summary>
    /// <param name="mail">The mailbox that it has to cover.</param>
    /// <param name="clientId">The application's client id.</param>
    public static string GrantAccess(string mail, string clientId)
    {
        var filter = $"PrimarySmtpAddress -eq {Quote(mail, always: true)}";
        return string.Join('\n',
            $"$scope = Get-ManagementScope -Identity {Scope} -ErrorAction SilentlyContinue",
            $"if ($scope) {{ Set-ManagementScope -Identity {Scope} -RecipientRestrictionFilter "
            + $"('(' + $scope.RecipientFilter + {Quote($") -or ({filter})", always: true)}) }} "
            + $"else {{ New-ManagementScope -Name {Scope} -RecipientRestrictionFilter {Quote(filter, always: true)} }}",
            Assign(clientId, "Calendars.ReadWrite"),
            Assign(clientId, "MailboxSettings.Read"),
            $"Test-ServicePrincipalAuthorization -Identity {Quote(clientId)} -Resource {Quote(mail)}");
    }

    /// <summary>By a name of its own: run again, it is refused instead of made twice.</summary>
    private static string Assign(string clientId, string permission) =>
        $"New-ManagementRoleAssignment -App {Quote(clientId)} -Name 'Hybrid Calendar {permission}' -Role 'Application {permission}' -CustomResourceScope {Scope}";

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
