using HybridCalendar.Clients.Office365;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>Tells failures that a single event may be to blame for from those of its whole mailbox.</summary>
internal static class MailboxFailures
{
    public static bool Is(Exception failure) => failure is OperationCanceledException
        or GraphException { Error: GraphError.Throttled or GraphError.Unauthorized or GraphError.AccessDenied or GraphError.MailboxNotEnabled };
}
