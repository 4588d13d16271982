namespace HybridCalendar.Bench.Clusters;

/// <summary>What a fault did.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Changes">Changes in calendars before, during and after it.</param>
/// <param name="Lost">Of these, what did not reach its device.</param>
/// <param name="StrikeSeconds">How long it took to happen: what is stopped in good order takes its time.</param>
/// <param name="SecondsUntilDeclaredDead">From the fault until the others agreed that a silo is gone; null where none is.</param>
/// <param name="SecondsUntilReady">From the fault until all that it took away was started again and ready, where something was started at once; else null.</param>
/// <param name="SecondsUntilHalfRight">From the fault until half of the changes made at that moment were on their devices.</param>
/// <param name="SecondsUntilRight">From the fault until every change that was made at that moment, as many as there are rooms, was on its device.</param>
/// <param name="SecondsUntilPanelsRight">From the fault until every panel, which has a stream to a gateway, showed what its room's device does; null when one never did.</param>
/// <param name="PanelsAwaySeconds">The longest time that a panel was without a stream.</param>
/// <param name="SlowestSeconds">From a change in a calendar to its device, at the worst.</param>
/// <param name="WrongDevices">Devices that differ from their calendar in the end.</param>
/// <param name="WrongInvitations">Invitations without their block, or with two, in the end.</param>
/// <param name="WrongSpaces">Meetings that asked Webex for a space at that moment and have none, or more than one.</param>
/// <param name="WrongInTms">Meetings made at that moment in rooms of TMS that it has not exactly once.</param>
/// <param name="MostSeconds">
/// What <paramref name="SecondsUntilRight"/> and <paramref name="SecondsUntilPanelsRight"/> may be, and <paramref name="PanelsAwaySeconds"/> beyond
/// <paramref name="StrikeSeconds"/>; null where that is not judged.
/// </param>
internal sealed record FaultResult(
    string Fault, int Changes, int Lost, double StrikeSeconds, double? SecondsUntilDeclaredDead, double? SecondsUntilReady, double SecondsUntilHalfRight, double SecondsUntilRight, double? SecondsUntilPanelsRight,
    double PanelsAwaySeconds, double SlowestSeconds, int WrongDevices, int WrongInvitations, int WrongSpaces, int WrongInTms, double? MostSeconds)
{
    public bool IsInTime => MostSeconds is not { } most || (SecondsUntilRight <= most && SecondsUntilPanelsRight <= most && PanelsAwaySeconds <= StrikeSeconds + most);

    public bool IsGood => Lost == 0 && WrongDevices == 0 && WrongInvitations == 0 && WrongSpaces == 0 && WrongInTms == 0 && SecondsUntilPanelsRight is not null && IsInTime;
}
