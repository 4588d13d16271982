namespace HybridCalendar.Bench.Clusters;

/// <summary>What a fault did.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Changes">Changes in calendars from before it until everything was put back.</param>
/// <param name="Lost">Of these, what did not reach its device.</param>
/// <param name="Blows">How often something was struck: once, or with each host that is restarted. The times from a blow are those of the worst one.</param>
/// <param name="StrikeSeconds">How long the first blow took to happen: what is stopped in good order takes its time.</param>
/// <param name="SecondsUntilDeclaredDead">From the fault until the others agreed that a silo is gone; null where none is.</param>
/// <param name="SecondsUntilReady">From the fault until all that it took away was started again and ready, where something was started at once; else null.</param>
/// <param name="SecondsUntilHalfRight">From a blow until half of the changes made at that moment were on their devices.</param>
/// <param name="SecondsUntilRight">From a blow until every change that was made at that moment, as many as there are rooms, was on its device.</param>
/// <param name="SecondsUntilPanelsRight">From a blow until every panel, which has a stream to a gateway, had shown what its room's device does; null when one never did.</param>
/// <param name="PanelsAwaySeconds">The longest time that a panel was without a stream.</param>
/// <param name="SlowestSeconds">From a change in a calendar to its device, at the worst.</param>
/// <param name="WrongDevices">Devices that differ from their calendar in the end.</param>
/// <param name="WrongPanels">Panels that differ from their room's device in the end.</param>
/// <param name="WrongInvitations">Invitations without their block, or with two, in the end.</param>
/// <param name="WrongSpaces">Meetings that asked Webex for a space at the moment of a blow and have none, or more than one.</param>
/// <param name="WrongInTms">Meetings made at that moment in rooms of TMS that it has not exactly once.</param>
/// <param name="QuietSeconds">
/// What <paramref name="SecondsUntilRight"/> and <paramref name="SecondsUntilPanelsRight"/> may be on a machine that does nothing else, and
/// <paramref name="PanelsAwaySeconds"/> beyond <paramref name="StrikeSeconds"/>.
/// </param>
internal sealed record FaultResult(
    string Fault, int Changes, int Lost, int Blows, double StrikeSeconds, double? SecondsUntilDeclaredDead, double? SecondsUntilReady, double SecondsUntilHalfRight, double SecondsUntilRight,
    double? SecondsUntilPanelsRight, double PanelsAwaySeconds, double SlowestSeconds, int WrongDevices, int WrongPanels, int WrongInvitations, int WrongSpaces, int WrongInTms, int QuietSeconds)
{
    /// <summary>How many times as long everything may take here; null where times are not judged.</summary>
    public double? Patience { get; init; }

    /// <summary>What took longest of what is judged; null when a panel never was right.</summary>
    public double? LongestSeconds => SecondsUntilPanelsRight is { } panels ? Math.Round(Math.Max(Math.Max(SecondsUntilRight, panels), PanelsAwaySeconds - StrikeSeconds), 1) : null;

    /// <summary>For a person, with what a quiet machine keeps.</summary>
    public string Told => LongestSeconds <= QuietSeconds
        ? $"{Fault}: {LongestSeconds} s, within the {QuietSeconds} s of a quiet machine"
        : $"{Fault}: {LongestSeconds} s, above {QuietSeconds} s, which a quiet machine keeps";

    public bool IsInTime => Patience is not { } patience || LongestSeconds <= QuietSeconds * patience;

    public bool IsGood => this is { Lost: 0, WrongDevices: 0, WrongPanels: 0, WrongInvitations: 0, WrongSpaces: 0, WrongInTms: 0, SecondsUntilPanelsRight: not null, IsInTime: true };
}
