using System.Collections.Immutable;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What is known to be wrong with a mailbox. Pure.</summary>
public static class MailboxFindings
{
    /// <summary>Found by what Graph answers to us, not by what calendars hold.</summary>
    public static bool IsRefusal(HealthCode code) => code <= HealthCode.RequestRejected;

    /// <summary>Found by what a calendar holds.</summary>
    public static bool IsSeen(HealthCode code) => code >= HealthCode.TextRemoved;

    /// <summary>Puts what was found now in place of what was found before. What goes on keeps the time since when.</summary>
    /// <param name="before">All findings of the mailbox.</param>
    /// <param name="covers">Which kinds were looked for.</param>
    /// <param name="found">What was found of them.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<MailboxFinding> Replace(
        ImmutableArray<MailboxFinding> before, Func<HealthCode, bool> covers, IEnumerable<HealthFinding> found, DateTimeOffset now)
    {
        var since = before.ToDictionary(finding => finding.Code, finding => finding.Since);
        return
        [
            .. before.Where(finding => !covers(finding.Code))
                .Concat(found.Select(finding => new MailboxFinding(
                    finding.Code, finding.Severity, finding.Text, finding.Command, since.GetValueOrDefault(finding.Code, now))))
                .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Code),
        ];
    }

    /// <summary>The worst, when it takes buttons away; null when all is well or all buttons come.</summary>
    public static string? Summary(ImmutableArray<MailboxFinding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity > HealthSeverity.Note)?.Text;
}
