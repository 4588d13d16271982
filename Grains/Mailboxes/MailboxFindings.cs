using System.Collections.Immutable;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What is known to be wrong with a mailbox. Pure.</summary>
public static class MailboxFindings
{
    /// <summary>A single look fails now and then.</summary>
    private const int LooksMissed = 4;

    /// <summary>Whether what is known of a calendar is old: it was not looked at for long, or never.</summary>
    /// <param name="lastReconciled">When it was last looked at, UTC; null when it never was.</param>
    /// <param name="now">UTC.</param>
    /// <param name="period">How often it is looked at.</param>
    public static bool IsOld(DateTimeOffset? lastReconciled, DateTimeOffset now, TimeSpan period) =>
        lastReconciled is not { } last || now - last > period * LooksMissed;

    /// <summary>Found by what Graph answers to us, not by what calendars hold.</summary>
    public static bool IsRefusal(HealthCode code) => code <= HealthCode.RequestRejected;

    /// <summary>Found by what a calendar holds.</summary>
    public static bool IsSeen(HealthCode code) => code is >= HealthCode.TextRemoved and not HealthCode.PartsFail;

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

    /// <summary>Adds that a calendar could not be looked at for long, though nothing refuses it: what is known of it is old.</summary>
    /// <param name="findings">All findings of the mailbox.</param>
    /// <param name="lastReconciled">When it was last looked at, UTC; null when it never was.</param>
    /// <param name="failsSince">Since when it is known that it cannot be looked at, UTC; null when it can, or nobody knows.</param>
    /// <param name="now">UTC.</param>
    /// <param name="period">How often it is looked at.</param>
    public static ImmutableArray<MailboxFinding> WithAge(
        ImmutableArray<MailboxFinding> findings, DateTimeOffset? lastReconciled, DateTimeOffset? failsSince, DateTimeOffset now, TimeSpan period) =>
        (lastReconciled ?? failsSince) is not { } last || !IsOld(lastReconciled, now, period) || findings.Any(finding => IsRefusal(finding.Code))
            ? findings
            : Replace(findings, code => code == HealthCode.NotRead,
            [
                new HealthFinding(
                    HealthCode.NotRead, HealthSeverity.Warning,
                    $"The calendar could not be read since {last:u}: Office 365 does not answer, or fails in a way that passes by itself. What changed since then is not "
                    + "known. It is tried again each minute or so; see the service health of Microsoft 365, and whether the gateway reaches the internet."),
            ], last);

    /// <summary>The worst, when it takes buttons away; null when all is well or all buttons come.</summary>
    public static string? Summary(ImmutableArray<MailboxFinding> findings) =>
        findings.FirstOrDefault(finding => finding.Severity > HealthSeverity.Note)?.Text;
}
