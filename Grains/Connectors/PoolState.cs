using HybridCalendar.Grains.Keys;

namespace HybridCalendar.Grains.Connectors;

/// <summary>What a pool grain stores: who serves. The requests are rows of the catalog's database.</summary>
[StoredInClear]
public sealed record PoolState
{
    /// <summary>The connector that holds the lease; null when none does.</summary>
    public string? Connector { get; init; }

    public string? Connection { get; init; }

    /// <summary>The connector that held it last: no other one that leads to another TMS serves while that one is registered.</summary>
    public string? Last { get; init; }
}
