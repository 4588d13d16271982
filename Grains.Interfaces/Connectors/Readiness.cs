namespace HybridCalendar.Grains.Connectors;

/// <summary>Whether a connector can serve.</summary>
[GenerateSerializer]
[Alias("hc.readiness")]
public enum Readiness
{
    /// <summary>It can.</summary>
    Ready = 0,

    /// <summary>It could, but what it serves is not in reach: it serves while no other one is ready.</summary>
    Unable = 1,

    /// <summary>It is in maintenance, or must not work: it does not serve.</summary>
    OutOfService = 2,

    /// <summary>As <see cref="Unable"/>, and since it was told to stand by nothing is in its hands.</summary>
    StoodDown = 3,
}
