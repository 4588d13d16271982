using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What an administrator is told when Graph refuses a mailbox.</summary>
internal static class GraphRefusals
{
    private const string GivenUp = "What Webex and TMS hold for the user's meetings is given up when there has been no mailbox for 30 days.";

    /// <summary>What to mend; null for what passes by itself.</summary>
    /// <param name="refusal">What Graph answered.</param>
    /// <param name="mail">The mailbox.</param>
    /// <param name="isRoom">Rooms need no licence.</param>
    /// <param name="clientId">Our application in Entra ID.</param>
    public static HealthFinding? Describe(GraphException refusal, string mail, bool isRoom, string clientId) => refusal.Error switch
    {
        GraphError.AccessDenied => new HealthFinding(
            HealthCode.AccessDenied, HealthSeverity.Error,
            "Graph denies access to this mailbox (ErrorAccessDenied). Give the application its roles for it, in a scope that covers all mailboxes "
            + "that it may use (an assignment that is there already is refused, which does no harm); where New-ApplicationAccessPolicy limits the application, add the mailbox to that policy's group. It may take two hours to count.",
            ExchangeCommand.GrantAccess(mail, clientId)),
        GraphError.MailboxNotEnabled when isRoom => new HealthFinding(
            HealthCode.MailboxNotEnabled, HealthSeverity.Error,
            "There is no Exchange Online mailbox behind this address (MailboxNotEnabledForRESTAPI): it is on premises, deleted, or being moved. "
            + "See what the address is; a room on premises has to be moved to Exchange Online.",
            ExchangeCommand.ShowRecipient(mail)),
        GraphError.MailboxNotEnabled => new HealthFinding(
            HealthCode.MailboxNotEnabled, HealthSeverity.Error,
            "There is no Exchange Online mailbox behind this address (MailboxNotEnabledForRESTAPI): the user has no licence for one, or the mailbox is on "
            + "premises or being moved. See what the address is, then give the user a licence. "
            + GivenUp,
            $"{ExchangeCommand.ShowRecipient(mail)}\n{ExchangeCommand.AddLicence(mail)}"),
        GraphError.NotFound => new HealthFinding(
            HealthCode.MailboxNotFound, HealthSeverity.Error,
            "Microsoft Entra ID knows no mailbox with this address. See whether it was renamed." + (isRoom ? "" : $" {GivenUp}"),
            ExchangeCommand.ShowRecipient(mail)),
        GraphError.Unauthorized => new HealthFinding(
            HealthCode.CredentialsRefused, HealthSeverity.Error,
            "Microsoft Entra ID does not accept the application's credentials: the certificate or secret has expired or was removed. "
            + "Register a new one for the application and give it to the gateway (Office365:CertificatePath)."),
        GraphError.Invalid => new HealthFinding(
            HealthCode.RequestRejected, HealthSeverity.Error, $"Graph rejects our request ({refusal.Code}, request {refusal.RequestId})."),
        _ => null,
    };

    /// <summary>Graph tells us nothing; calendars are read all the same.</summary>
    /// <param name="code">Graph's code.</param>
    /// <param name="notificationUrl">Where Graph was to post its notifications.</param>
    public static HealthFinding NotSubscribed(string? code, Uri notificationUrl) => new(
        HealthCode.NotSubscribed, HealthSeverity.Warning,
        $"Graph makes no subscription to this mailbox ({code}): most often it cannot reach {notificationUrl} from the internet. See that "
        + "Gateway:PublicUrl is right, that the firewall lets Microsoft 365 through, and that the certificate is one that Microsoft trusts. "
        + "Meanwhile changes are looked for, so buttons come late.");

    /// <summary>Only the settings are refused: the calendar may still be used.</summary>
    public static HealthFinding SettingsDenied(string mail, string clientId) => new(
        HealthCode.SettingsDenied, HealthSeverity.Note,
        "Graph denies the settings of this mailbox, where the user's language stands: join details are written in the organization's default "
        + "language. Give the application the role MailboxSettings.Read too; it may take two hours to count. They are asked for again within a day, "
        + "and at once when you have the mailbox read again.",
        ExchangeCommand.GrantAccess(mail, clientId));
}
