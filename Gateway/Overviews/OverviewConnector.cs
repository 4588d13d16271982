using HybridCalendar.Grains.Connectors;

namespace HybridCalendar.Gateway.Overviews;

/// <summary>A connector in the overview.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Health">How this side sees it; null when that cannot be found out now.</param>
/// <param name="Alarms">What it told last that an administrator should know, the worst first.</param>
public sealed record OverviewConnector(string Id, string Name, ConnectorHealth? Health, IReadOnlyList<ConnectorAlarm> Alarms)
{
    /// <summary>Whether nobody has to look after it: it works, or was taken out of service on purpose.</summary>
    public bool IsFine => Health is ConnectorHealth.Operational or ConnectorHealth.Maintenance && Alarms.Count == 0;
}

