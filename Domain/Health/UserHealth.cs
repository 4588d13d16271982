namespace HybridCalendar.Domain.Health;

/// <summary>What is wrong for a scheduler, besides his mailbox. Pure.</summary>
public static class UserHealth
{
    /// <param name="refused">Meetings ahead whose join details were refused.</param>
    public static IReadOnlyList<HealthFinding> Judge(int refused) => refused == 0 ? [] :
    [
        new HealthFinding(
            HealthCode.JoinDetailsRefused, HealthSeverity.Warning,
            $"{refused} of the user's meetings got no join details; each meeting's timeline says why."),
    ];
}
