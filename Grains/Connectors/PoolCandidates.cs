namespace HybridCalendar.Grains.Connectors;

/// <summary>The connectors that could serve a pool, as they said last. Kept in memory: whoever is there says it again soon.</summary>
internal sealed class PoolCandidates
{
    private readonly Dictionary<string, Candidate> _all = [];

    /// <summary>Those that are there but lead elsewhere, in order.</summary>
    public IReadOnlyList<string> Elsewhere(DateTimeOffset now) =>
        [.. _all.Where(one => one.Value.LeadsElsewhere && one.Value.SeenAt + PoolLease.Length > now).Select(one => one.Key).Order(StringComparer.Ordinal)];

    /// <summary>Notes what a connection of a connector says.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="connectionId">Its connection.</param>
    /// <param name="readiness">What it says.</param>
    /// <param name="leadsElsewhere">Whether it would book what is booked already a second time: it must not serve.</param>
    /// <param name="now">The time.</param>
    public void See(string connectorId, string connectionId, Readiness readiness, bool leadsElsewhere, DateTimeOffset now)
    {
        DateTimeOffset? unableSince = readiness is Readiness.Unable or Readiness.StoodDown ? _all.GetValueOrDefault(connectorId)?.UnableSince ?? now : null;
        _all[connectorId] = new Candidate(connectionId, readiness, leadsElsewhere, now, unableSince);
    }

    /// <summary>A connection has ended.</summary>
    public void Forget(string connectionId)
    {
        foreach (var (connector, _) in _all.Where(one => one.Value.Connection == connectionId).ToList())
            _all.Remove(connector);
    }

    /// <summary>Whether a connector must not serve now.</summary>
    /// <param name="connectorId">A connector that was seen.</param>
    /// <param name="serves">Whether it is the one that serves: it is given time to become able again.</param>
    /// <param name="now">The time.</param>
    public bool MustStandBy(string connectorId, bool serves, DateTimeOffset now) => _all[connectorId] switch
    {
        { Readiness: Readiness.OutOfService } or { LeadsElsewhere: true } => true,
        { UnableSince: { } since } => (!serves || since + PoolLease.Patience <= now) && HasOtherReady(connectorId, now),
        _ => false,
    };

    private bool HasOtherReady(string connectorId, DateTimeOffset now) => _all.Any(one =>
        one.Key != connectorId && one.Value is { Readiness: Readiness.Ready, LeadsElsewhere: false } && one.Value.SeenAt + PoolLease.Length > now);

    private sealed record Candidate(string Connection, Readiness Readiness, bool LeadsElsewhere, DateTimeOffset SeenAt, DateTimeOffset? UnableSince);
}
