namespace HybridCalendar.Domain.Health;

/// <summary>What is wrong for a scheduler, besides his mailbox. Pure.</summary>
public static class UserHealth
{
    /// <summary>Which kinds are looked for here.</summary>
    public static bool Covers(HealthCode code) => code is HealthCode.JoinDetailsRefused or HealthCode.TmsZoneDiffers;

    /// <param name="refused">Meetings ahead whose join details were refused.</param>
    /// <param name="mailboxZone">The time zone of the mailbox; null when it is not known.</param>
    /// <param name="tmsZone">The time zone in TMS when it differs; else null.</param>
    public static IEnumerable<HealthFinding> Judge(int refused, string? mailboxZone, string? tmsZone)
    {
        if (refused > 0)
        {
            yield return new HealthFinding(
                HealthCode.JoinDetailsRefused, HealthSeverity.Warning,
                $"{refused} of the user's meetings got no join details; each meeting's timeline says why.");
        }
        if (tmsZone is not null)
        {
            yield return new HealthFinding(
                HealthCode.TmsZoneDiffers, HealthSeverity.Note,
                $"The user's time zone in TMS is {tmsZone}, in the calendar {mailboxZone ?? "another"}: the two must match, or what TMS shows and mails has "
                + "other hours. Set it in TMS under User Administration; it is seen with the user's next meeting there.");
        }
    }
}
