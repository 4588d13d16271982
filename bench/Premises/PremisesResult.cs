namespace HybridCalendar.Bench.Premises;

/// <param name="Changes">Meetings scheduled or moved.</param>
/// <param name="Seconds">Until TMS had done the last.</param>
/// <param name="PerMinute">Changes a minute, until TMS had done the last.</param>
/// <param name="CallsEach">Calls to TMS for a change.</param>
/// <param name="MostWaiting">Requests without an answer, at most.</param>
/// <param name="LongestWaitSeconds">From the request to its answer, at most.</param>
/// <param name="IsDrained">Whether nothing waited at the end.</param>
/// <param name="GatewayCpuMs">The gateway's processor time for a change.</param>
/// <param name="ConnectorCpuMs">The connector's.</param>
internal sealed record PremisesResult(
    int Changes, double Seconds, double PerMinute, double CallsEach, int MostWaiting, double LongestWaitSeconds, bool IsDrained, double GatewayCpuMs, double ConnectorCpuMs);
