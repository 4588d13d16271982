using HybridCalendar.Clients.Office365;
using HybridCalendar.Grains;

namespace HybridCalendar.Gateway.Workspaces;

/// <summary>
/// Finds out whether an address is another one of a mailbox. Invitations name mailboxes by their primary addresses: what is set up by another
/// one is found late, or not at all.
/// </summary>
internal sealed partial class PrimaryAddresses(IOffice365Calendar calendar, TimeProvider time, ILogger<PrimaryAddresses> log)
{
    /// <summary>An administrator waits for it.</summary>
    private static readonly TimeSpan s_longestLookUp = TimeSpan.FromSeconds(5);

    /// <returns>The primary address in lower case; null when the address itself is it, or nobody can tell now.</returns>
    public async Task<string?> FindOtherAsync(string mail)
    {
        using var deadline = new CancellationTokenSource(s_longestLookUp, time);
        try
        {
            var primary = GrainKeys.Normalize(await calendar.GetPrimaryAddressAsync(mail, deadline.Token));
            return primary == GrainKeys.Normalize(mail) ? null : primary;
        }
#pragma warning disable CA1031 // Who cannot be asked now stands in nobody's way: the mailbox itself finds out when it is read.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotFound(log, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Whether a workspace's address is the mailbox's primary one could not be looked up now")]
    private static partial void LogNotFound(ILogger logger, Exception failure);
}
