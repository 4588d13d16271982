using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Overviews;

namespace HybridCalendar.Gateway.Overviews;

/// <summary>What an administrator sees first.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Counts">How many there are.</param>
/// <param name="Connectors">The connectors by id.</param>
/// <param name="RequestAlarms">What an administrator has to mend of requests on their way to connectors, the worst first.</param>
/// <param name="Problems">Some of the mailboxes with a problem that takes buttons away, rooms first; the lists of rooms and users have all.</param>
/// <param name="Latency">From a change of a room's calendar until a device confirmed it, over the last hour.</param>
public sealed record Overview(
    DateTimeOffset At, OverviewCounts Counts, IReadOnlyList<OverviewConnector> Connectors, IReadOnlyList<ConnectorAlarm> RequestAlarms, IReadOnlyList<OverviewProblem> Problems,
    LatencySummary Latency)
{
    /// <summary>Whether nothing takes buttons away, as far as is known.</summary>
    public bool IsFine =>
        Problems.Count == 0 && Counts.DevicesWithProblem == 0 && Counts.PanelsAway == 0 && RequestAlarms.Count == 0 && Connectors.All(connector => connector.IsFine);
}

