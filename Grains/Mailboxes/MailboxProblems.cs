using HybridCalendar.Clients.Office365;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What an administrator reads when Graph refuses a mailbox.</summary>
internal static class MailboxProblems
{
    /// <summary>A sentence that says what to mend; null for what passes by itself.</summary>
    public static string? Describe(GraphException refusal) => refusal.Error switch
    {
        GraphError.AccessDenied =>
            "Graph denies access. Give the application the role \"Application Calendars.ReadWrite\" for this mailbox "
            + "(New-ManagementRoleAssignment) and check it with Test-ServicePrincipalAuthorization; it may take two hours to count.",
        GraphError.MailboxNotEnabled =>
            "There is no Exchange Online mailbox behind this address: it has no licence, is on premises, or is being moved.",
        GraphError.NotFound => "Microsoft Entra ID knows no mailbox with this address.",
        GraphError.Unauthorized => "Microsoft Entra ID does not accept the application's credentials.",
        GraphError.Invalid => $"Graph rejects our request ({refusal.Code}, request {refusal.RequestId}).",
        _ => null,
    };
}
